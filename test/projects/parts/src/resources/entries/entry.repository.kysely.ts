import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { EntryRepository } from './entry.repository.ts'
import type { EntryRow } from './entry.table.ts'
import type { Entry } from './entry.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'entries'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
  articleId: { column: 'article_id', nullable: false },
  beforeId: { column: 'before_id', nullable: true },
}

const selectOne = prepared((db, { id }: { id: string }) =>
  db.selectFrom('entries').selectAll().where('id', '=', id),
)

const selectPage = preparedList((db) => db.selectFrom('entries').selectAll(), listColumns)

export function createKyselyEntryRepository(db: Kysely<Database>): EntryRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, {})
      return pageOf(rows.map(toEntry), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id })
      return row && toEntry(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db.selectFrom('entries').selectAll().where('id', 'in', ids).execute()
      return rows.map(toEntry)
    },

    async insert(...entries) {
      if (entries.length === 0) return
      const rows = entries.map((entry) => toRow(entry))
      await db.insertInto('entries').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('entries')
        .set((eb) => ({
          line: changes.line,
          article_id: changes.articleId,
          before_id: changes.beforeId,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .returningAll()
        .executeTakeFirst()
      return row && toEntry(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('entries')
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

export function toEntry(row: EntryRow): Entry {
  return {
    id: row.id,
    line: row.line,
    articleId: row.article_id,
    beforeId: row.before_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(entry: Entry): EntryRow {
  return {
    id: entry.id,
    line: entry.line,
    article_id: entry.articleId,
    before_id: entry.beforeId,
    created_at: entry.createdAt,
    updated_at: entry.updatedAt,
    version: entry.version,
  }
}
