import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { TopicRepository } from './topic.repository.ts'
import type { TopicRow } from './topic.table.ts'
import type { Topic } from './topic.ts'

export function createKyselyTopicRepository(db: Kysely<Database>): TopicRepository {
  return {
    async list({ limit, after }) {
      const newestFirst = db
        .selectFrom('topics')
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
      return pageOf(rows.map(toTopic), limit)
    },

    async find(id) {
      const row = await db.selectFrom('topics').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toTopic(row)
    },

    async insert(topic) {
      await db.insertInto('topics').values(toRow(topic)).execute()
    },

    async update(id, changes, now) {
      const row = await db
        .updateTable('topics')
        .set((eb) => ({
          label: changes.label,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst()
      return row && toTopic(row)
    },

    async remove(id) {
      const { numDeletedRows } = await db
        .deleteFrom('topics')
        .where('id', '=', id)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

function toTopic(row: TopicRow): Topic {
  return {
    id: row.id,
    label: row.label,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(topic: Topic): TopicRow {
  return {
    id: topic.id,
    label: topic.label,
    created_at: topic.createdAt,
    updated_at: topic.updatedAt,
    version: topic.version,
  }
}
