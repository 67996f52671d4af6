import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { Resource } from '../resource.ts'
import { createKyselyUserRepository } from '../users/user.repository.kysely.ts'
import { profileIncluderOn } from './profile.includer.ts'
import { createKyselyProfileRepository } from './profile.repository.kysely.ts'
import { profilesByUserController } from './profile-by-user.controller.ts'
import { createProfilesByUserService } from './profile-by-user.service.ts'

function serviceOn(db: Kysely<Database>) {
  return createProfilesByUserService({
    profiles: createKyselyProfileRepository(db),
    users: createKyselyUserRepository(db),
  })
}

export const profilesByUser: Resource = {
  path: '/users/:id/profiles',
  version: 2,
  plugin: ({ db, cursors }) =>
    profilesByUserController(serviceOn(db), cursors, profileIncluderOn(db)),
}
