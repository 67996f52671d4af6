import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { SecretItemRepository } from './secret.repository.ts'
import type { SecretItemRow } from './secret.table.ts'
import type { SecretItem } from './secret.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'secrets'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
  holderId: { column: 'holder_id', nullable: false },
}

const selectOne = prepared((db, { id, ownerId }: { id: string; ownerId: string }) =>
  db.selectFrom('secrets').selectAll().where('id', '=', id).where('owner_id', '=', ownerId),
)

const selectPage = preparedList(
  (db, { ownerId }: { ownerId: string }) =>
    db.selectFrom('secrets').selectAll().where('owner_id', '=', ownerId),
  listColumns,
)

export function createKyselySecretItemRepository(
  db: Kysely<Database>,
  ownerId: string,
): SecretItemRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, { ownerId })
      return pageOf(rows.map(toSecretItem), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id, ownerId })
      return row && toSecretItem(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db
        .selectFrom('secrets')
        .selectAll()
        .where('id', 'in', ids)
        .where('owner_id', '=', ownerId)
        .execute()
      return rows.map(toSecretItem)
    },

    async insert(...secretItems) {
      if (secretItems.length === 0) return
      const rows = secretItems.map((secretItem) => toRow(secretItem, ownerId))
      await db.insertInto('secrets').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('secrets')
        .set((eb) => ({
          code: changes.code,
          holder_id: changes.holderId,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .where('owner_id', '=', ownerId)
        .returningAll()
        .executeTakeFirst()
      return row && toSecretItem(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('secrets')
        .where(({ and }) => and(theOne(id, expected)))
        .where('owner_id', '=', ownerId)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

/** The version is compared in the statement that changes it: what was read before may be old by now. */
function theOne(id: string, expected: number | undefined) {
  return expected === undefined ? { id } : { id, version: expected }
}

export function toSecretItem(row: SecretItemRow): SecretItem {
  return {
    id: row.id,
    code: row.code,
    holderId: row.holder_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(secretItem: SecretItem, ownerId: string): SecretItemRow {
  return {
    id: secretItem.id,
    owner_id: ownerId,
    code: secretItem.code,
    holder_id: secretItem.holderId,
    created_at: secretItem.createdAt,
    updated_at: secretItem.updatedAt,
    version: secretItem.version,
  }
}
