import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { UserRepository } from './user.repository.ts'
import type { UserRow } from './user.table.ts'
import type { User } from './user.ts'

export function createKyselyUserRepository(db: Kysely<Database>): UserRepository {
  return {
    async list({ limit, after }) {
      const newestFirst = db
        .selectFrom('users')
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
      return pageOf(rows.map(toUser), limit)
    },

    async find(id) {
      const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toUser(row)
    },

    async insert(user) {
      await db.insertInto('users').values(toRow(user)).execute()
    },

    async update(id, changes, now) {
      const row = await db
        .updateTable('users')
        .set((eb) => ({
          name: changes.name,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst()
      return row && toUser(row)
    },

    async remove(id) {
      const { numDeletedRows } = await db
        .deleteFrom('users')
        .where('id', '=', id)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

function toUser(row: UserRow): User {
  return {
    id: row.id,
    name: row.name,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(user: User): UserRow {
  return {
    id: user.id,
    name: user.name,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
    version: user.version,
  }
}
