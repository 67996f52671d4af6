import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { Resource } from '../resource.ts'
import { profileIncluderOn } from './profile.includer.ts'
import { createKyselyProfileRepository } from './profile.repository.kysely.ts'
import { profilesBySuccessorController } from './profile-by-successor.controller.ts'
import { createProfilesBySuccessorService } from './profile-by-successor.service.ts'

function serviceOn(db: Kysely<Database>) {
  return createProfilesBySuccessorService({
    profiles: createKyselyProfileRepository(db),
    otherProfiles: createKyselyProfileRepository(db),
  })
}

export const profilesBySuccessor: Resource = {
  path: '/profiles/:id/profiles',
  plugin: ({ db, cursors }) =>
    profilesBySuccessorController(serviceOn(db), cursors, profileIncluderOn(db)),
}
