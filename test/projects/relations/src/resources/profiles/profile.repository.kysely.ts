import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { ProfileRepository } from './profile.repository.ts'
import type { ProfileRow } from './profile.table.ts'
import type { Profile } from './profile.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'profiles'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
  handle: { column: 'handle', nullable: false },
  userId: { column: 'user_id', nullable: false },
  successorId: { column: 'successor_id', nullable: true },
}

const selectOne = prepared((db, { id }: { id: string }) =>
  db.selectFrom('profiles').selectAll().where('id', '=', id),
)

const selectPage = preparedList((db) => db.selectFrom('profiles').selectAll(), listColumns)

export function createKyselyProfileRepository(db: Kysely<Database>): ProfileRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, {})
      return pageOf(rows.map(toProfile), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id })
      return row && toProfile(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db.selectFrom('profiles').selectAll().where('id', 'in', ids).execute()
      return rows.map(toProfile)
    },

    async insert(...profiles) {
      if (profiles.length === 0) return
      const rows = profiles.map((profile) => toRow(profile))
      await db.insertInto('profiles').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('profiles')
        .set((eb) => ({
          handle: changes.handle,
          bio: changes.bio,
          user_id: changes.userId,
          successor_id: changes.successorId,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .returningAll()
        .executeTakeFirst()
      return row && toProfile(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('profiles')
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

export function toProfile(row: ProfileRow): Profile {
  return {
    id: row.id,
    handle: row.handle,
    bio: row.bio,
    userId: row.user_id,
    successorId: row.successor_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(profile: Profile): ProfileRow {
  return {
    id: profile.id,
    handle: profile.handle,
    bio: profile.bio,
    user_id: profile.userId,
    successor_id: profile.successorId,
    created_at: profile.createdAt,
    updated_at: profile.updatedAt,
    version: profile.version,
  }
}
