import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { CategoryRepository } from './category.repository.ts'
import type { CategoryRow } from './category.table.ts'
import type { Category } from './category.ts'

export function createKyselyCategoryRepository(db: Kysely<Database>): CategoryRepository {
  return {
    async list({ limit, after }) {
      const newestFirst = db
        .selectFrom('categories')
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
      const query = after
        ? newestFirst.where(({ eb, refTuple, tuple }) =>
            eb(refTuple('created_at', 'id'), '<', tuple(after.createdAt, after.id)),
          )
        : newestFirst
      const rows = await query.execute()
      return pageOf(rows.map(toCategory), limit)
    },

    async find(id) {
      const row = await db
        .selectFrom('categories')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst()
      return row && toCategory(row)
    },

    async insert(category) {
      await db.insertInto('categories').values(toRow(category)).execute()
    },

    async update(id, changes, now) {
      const row = await db
        .updateTable('categories')
        .set((eb) => ({
          name: changes.name,
          parent_id: changes.parentId,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst()
      return row && toCategory(row)
    },

    async remove(id) {
      const { numDeletedRows } = await db
        .deleteFrom('categories')
        .where('id', '=', id)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

function toCategory(row: CategoryRow): Category {
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
    version: category.version,
  }
}
