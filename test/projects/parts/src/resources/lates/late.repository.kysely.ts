import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { LateItemRepository } from './late.repository.ts'
import type { LateItemRow } from './late.table.ts'
import type { LateItem } from './late.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'lates'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
}

const selectOne = prepared((db, { id }: { id: string }) =>
  db.selectFrom('lates').selectAll().where('id', '=', id),
)

const selectPage = preparedList((db) => db.selectFrom('lates').selectAll(), listColumns)

export function createKyselyLateItemRepository(db: Kysely<Database>): LateItemRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, {})
      return pageOf(rows.map(toLateItem), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id })
      return row && toLateItem(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db.selectFrom('lates').selectAll().where('id', 'in', ids).execute()
      return rows.map(toLateItem)
    },

    async insert(...lateItems) {
      if (lateItems.length === 0) return
      const rows = lateItems.map((lateItem) => toRow(lateItem))
      await db.insertInto('lates').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('lates')
        .set((eb) => ({
          name: changes.name,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .returningAll()
        .executeTakeFirst()
      return row && toLateItem(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('lates')
        .where(({ and }) => and(theOne(id, expected)))
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

/** The version is compared in the statement that changes it: what was read before may be old by now. */
function theOne(id: string, expected: number | undefined) {
  return expected === undefined ? { id } : { id, version: expected }
}

export function toLateItem(row: LateItemRow): LateItem {
  return {
    id: row.id,
    name: row.name,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(lateItem: LateItem): LateItemRow {
  return {
    id: lateItem.id,
    name: lateItem.name,
    created_at: lateItem.createdAt,
    updated_at: lateItem.updatedAt,
    version: lateItem.version,
  }
}
