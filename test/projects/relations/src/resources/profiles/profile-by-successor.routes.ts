import type { Resource } from '../resource.ts'
import { profileIncluderOn } from './profile.includer.ts'
import { createKyselyProfileRepository } from './profile.repository.kysely.ts'
import { profilesBySuccessorController } from './profile-by-successor.controller.ts'
import { createProfilesBySuccessorService } from './profile-by-successor.service.ts'

export const profilesBySuccessor: Resource = {
  path: '/profiles/:id/profiles',
  plugin: ({ db, cursors }) => {
    const service = createProfilesBySuccessorService({
      profiles: createKyselyProfileRepository(db),
      otherProfiles: createKyselyProfileRepository(db),
    })
    return profilesBySuccessorController(service, cursors, profileIncluderOn(db))
  },
}
