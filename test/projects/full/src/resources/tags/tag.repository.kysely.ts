import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { TagRepository } from './tag.repository.ts'
import type { TagRow } from './tag.table.ts'
import type { Tag } from './tag.ts'

export function createKyselyTagRepository(db: Kysely<Database>): TagRepository {
  return {
    async list({ limit, after }) {
      const newestFirst = db
        .selectFrom('tags')
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
      return pageOf(rows.map(toTag), limit)
    },

    async find(id) {
      const row = await db.selectFrom('tags').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toTag(row)
    },

    async insert(tag) {
      await db.insertInto('tags').values(toRow(tag)).execute()
    },

    async update(id, changes, now) {
      const row = await db
        .updateTable('tags')
        .set((eb) => ({
          title: changes.title,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst()
      return row && toTag(row)
    },

    async remove(id) {
      const { numDeletedRows } = await db.deleteFrom('tags').where('id', '=', id).executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

function toTag(row: TagRow): Tag {
  return {
    id: row.id,
    title: row.title,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(tag: Tag): TagRow {
  return {
    id: tag.id,
    title: tag.title,
    created_at: tag.createdAt,
    updated_at: tag.updatedAt,
    version: tag.version,
  }
}
