import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { UserRepository } from './user.repository.ts'
import type { UserRow } from './user.table.ts'
import type { User } from './user.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'users'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
  email: { column: 'email', nullable: false },
}

const selectOne = prepared((db, { id }: { id: string }) =>
  db.selectFrom('users').selectAll().where('id', '=', id),
)

const selectPage = preparedList((db) => db.selectFrom('users').selectAll(), listColumns)

export function createKyselyUserRepository(db: Kysely<Database>): UserRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, {})
      return pageOf(rows.map(toUser), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id })
      return row && toUser(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db.selectFrom('users').selectAll().where('id', 'in', ids).execute()
      return rows.map(toUser)
    },

    async insert(...users) {
      if (users.length === 0) return
      const rows = users.map((user) => toRow(user))
      await db.insertInto('users').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('users')
        .set((eb) => ({
          name: changes.name,
          email: changes.email,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .returningAll()
        .executeTakeFirst()
      return row && toUser(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('users')
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

export function toUser(row: UserRow): User {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(user: User): UserRow {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
    version: user.version,
  }
}
