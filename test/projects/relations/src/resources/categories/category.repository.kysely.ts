import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { CategoryRepository } from './category.repository.ts'
import type { CategoryRow } from './category.table.ts'
import type { Category } from './category.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'categories'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
  parentId: { column: 'parent_id', nullable: true },
}

const selectOne = prepared((db, { id }: { id: string }) =>
  db.selectFrom('categories').selectAll().where('id', '=', id).where('deleted_at', 'is', null),
)

const selectPage = preparedList(
  (db) => db.selectFrom('categories').selectAll().where('deleted_at', 'is', null),
  listColumns,
)

export function createKyselyCategoryRepository(db: Kysely<Database>): CategoryRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, {})
      return pageOf(rows.map(toCategory), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id })
      return row && toCategory(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db
        .selectFrom('categories')
        .selectAll()
        .where('id', 'in', ids)
        .where('deleted_at', 'is', null)
        .execute()
      return rows.map(toCategory)
    },

    async insert(...categories) {
      if (categories.length === 0) return
      const rows = categories.map((category) => toRow(category))
      await db.insertInto('categories').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('categories')
        .set((eb) => ({
          name: changes.name,
          parent_id: changes.parentId,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .where('deleted_at', 'is', null)
        .returningAll()
        .executeTakeFirst()
      return row && toCategory(row)
    },

    async remove(id, now, expected) {
      const { numUpdatedRows } = await db
        .updateTable('categories')
        .set((eb) => ({ deleted_at: now, updated_at: now, version: eb('version', '+', 1) }))
        .where(({ and }) => and(theOne(id, expected)))
        .where('deleted_at', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
  }
}

/** The version is compared in the statement that changes it: what was read before may be old by now. */
function theOne(id: string, expected: number | undefined) {
  return expected === undefined ? { id } : { id, version: expected }
}

export function toCategory(row: CategoryRow): Category {
  return {
    id: row.id,
    name: row.name,
    parentId: row.parent_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(category: Category): CategoryRow {
  return {
    id: category.id,
    name: category.name,
    parent_id: category.parentId,
    created_at: category.createdAt,
    updated_at: category.updatedAt,
    deleted_at: null,
    version: category.version,
  }
}
