import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { AuthorRepository } from './author.repository.ts'
import type { AuthorRow } from './author.table.ts'
import type { Author } from './author.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'authors'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
  name: { column: 'name', nullable: false },
}

const selectOne = prepared((db, { id }: { id: string }) =>
  db.selectFrom('authors').selectAll().where('id', '=', id),
)

const selectPage = preparedList((db) => db.selectFrom('authors').selectAll(), listColumns)

export function createKyselyAuthorRepository(db: Kysely<Database>): AuthorRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, {})
      return pageOf(rows.map(toAuthor), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id })
      return row && toAuthor(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db.selectFrom('authors').selectAll().where('id', 'in', ids).execute()
      return rows.map(toAuthor)
    },

    async insert(...authors) {
      if (authors.length === 0) return
      const rows = authors.map((author) => toRow(author))
      await db.insertInto('authors').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('authors')
        .set((eb) => ({
          name: changes.name,
          email: changes.email,
          site: changes.site,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .returningAll()
        .executeTakeFirst()
      return row && toAuthor(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('authors')
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

export function toAuthor(row: AuthorRow): Author {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    site: row.site,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(author: Author): AuthorRow {
  return {
    id: author.id,
    name: author.name,
    email: author.email,
    site: author.site,
    created_at: author.createdAt,
    updated_at: author.updatedAt,
    version: author.version,
  }
}
