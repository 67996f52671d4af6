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
  salary: { column: 'salary', nullable: true },
}

const selectOne = prepared((db, { id, ownerId }: { id: string; ownerId: string }) =>
  db.selectFrom('users').selectAll().where('id', '=', id).where('owner_id', '=', ownerId),
)

const selectPage = preparedList(
  (db, { ownerId }: { ownerId: string }) =>
    db.selectFrom('users').selectAll().where('owner_id', '=', ownerId),
  listColumns,
)

export function createKyselyUserRepository(db: Kysely<Database>, ownerId: string): UserRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, { ownerId })
      return pageOf(rows.map(toUser), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id, ownerId })
      return row && toUser(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db
        .selectFrom('users')
        .selectAll()
        .where('id', 'in', ids)
        .where('owner_id', '=', ownerId)
        .execute()
      return rows.map(toUser)
    },

    async insert(...users) {
      if (users.length === 0) return
      const rows = users.map((user) => toRow(user, ownerId))
      await db.insertInto('users').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('users')
        .set((eb) => ({
          name: changes.name,
          state: changes.state,
          salary: changes.salary,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .where('owner_id', '=', ownerId)
        .returningAll()
        .executeTakeFirst()
      return row && toUser(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('users')
        .where(({ and }) => and(theOne(id, expected)))
        .where('owner_id', '=', ownerId)
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
    state: row.state,
    salary: row.salary,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(user: User, ownerId: string): UserRow {
  return {
    id: user.id,
    owner_id: ownerId,
    name: user.name,
    state: user.state,
    salary: user.salary,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
    version: user.version,
  }
}
