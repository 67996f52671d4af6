import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { TopicRepository } from './topic.repository.ts'
import type { TopicRow } from './topic.table.ts'
import type { Topic } from './topic.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'topics'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
}

const selectOne = prepared((db, { id }: { id: string }) =>
  db.selectFrom('topics').selectAll().where('id', '=', id).where('deleted_at', 'is', null),
)

const selectPage = preparedList(
  (db) => db.selectFrom('topics').selectAll().where('deleted_at', 'is', null),
  listColumns,
)

export function createKyselyTopicRepository(db: Kysely<Database>): TopicRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, {})
      return pageOf(rows.map(toTopic), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id })
      return row && toTopic(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db
        .selectFrom('topics')
        .selectAll()
        .where('id', 'in', ids)
        .where('deleted_at', 'is', null)
        .execute()
      return rows.map(toTopic)
    },

    async insert(...topics) {
      if (topics.length === 0) return
      const rows = topics.map((topic) => toRow(topic))
      await db.insertInto('topics').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('topics')
        .set((eb) => ({
          label: changes.label,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .where('deleted_at', 'is', null)
        .returningAll()
        .executeTakeFirst()
      return row && toTopic(row)
    },

    async remove(id, now, expected) {
      const { numUpdatedRows } = await db
        .updateTable('topics')
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

export function toTopic(row: TopicRow): Topic {
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
    deleted_at: null,
    version: topic.version,
  }
}
