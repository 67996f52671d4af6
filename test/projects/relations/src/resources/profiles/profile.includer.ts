import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { createKyselyUserRepository } from '../users/user.repository.kysely.ts'
import { createProfileIncluder } from './profile.included.ts'
import { createKyselyProfileRepository } from './profile.repository.kysely.ts'

/** What profiles refer to, read from the database. */
export function profileIncluderOn(db: Kysely<Database>) {
  return createProfileIncluder({
    profiles: createKyselyProfileRepository(db),
    users: createKyselyUserRepository(db),
  })
}
