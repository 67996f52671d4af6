import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { EarlyItemRepository } from './early.repository.ts'
import type { EarlyItemRow } from './early.table.ts'
import type { EarlyItem } from './early.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'earlies'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
  lateId: { column: 'late_id', nullable: false },
}

const selectOne = prepared((db, { id }: { id: string }) =>
  db.selectFrom('earlies').selectAll().where('id', '=', id),
)

const selectPage = preparedList((db) => db.selectFrom('earlies').selectAll(), listColumns)

export function createKyselyEarlyItemRepository(db: Kysely<Database>): EarlyItemRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, {})
      return pageOf(rows.map(toEarlyItem), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id })
      return row && toEarlyItem(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db.selectFrom('earlies').selectAll().where('id', 'in', ids).execute()
      return rows.map(toEarlyItem)
    },

    async insert(...earlyItems) {
      if (earlyItems.length === 0) return
      const rows = earlyItems.map((earlyItem) => toRow(earlyItem))
      await db.insertInto('earlies').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('earlies')
        .set((eb) => ({
          late_id: changes.lateId,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .returningAll()
        .executeTakeFirst()
      return row && toEarlyItem(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('earlies')
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

export function toEarlyItem(row: EarlyItemRow): EarlyItem {
  return {
    id: row.id,
    lateId: row.late_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(earlyItem: EarlyItem): EarlyItemRow {
  return {
    id: earlyItem.id,
    late_id: earlyItem.lateId,
    created_at: earlyItem.createdAt,
    updated_at: earlyItem.updatedAt,
    version: earlyItem.version,
  }
}
