import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { TagRepository } from './tag.repository.ts'
import type { TagRow } from './tag.table.ts'
import type { Tag } from './tag.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'tags'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
}

const selectOne = prepared((db, { id }: { id: string }) =>
  db.selectFrom('tags').selectAll().where('id', '=', id),
)

const selectPage = preparedList((db) => db.selectFrom('tags').selectAll(), listColumns)

export function createKyselyTagRepository(db: Kysely<Database>): TagRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, {})
      return pageOf(rows.map(toTag), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id })
      return row && toTag(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db.selectFrom('tags').selectAll().where('id', 'in', ids).execute()
      return rows.map(toTag)
    },

    async insert(...tags) {
      if (tags.length === 0) return
      const rows = tags.map((tag) => toRow(tag))
      await db.insertInto('tags').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('tags')
        .set((eb) => ({
          title: changes.title,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .returningAll()
        .executeTakeFirst()
      return row && toTag(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('tags')
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

export function toTag(row: TagRow): Tag {
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
