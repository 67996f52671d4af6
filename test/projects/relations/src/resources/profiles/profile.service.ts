import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import { ProfileChangedError, ProfileNotFoundError } from './profile.errors.ts'
import type { ProfileRepository } from './profile.repository.ts'
import { createProfile, type NewProfile, type Profile, type ProfileChanges } from './profile.ts'

export interface ProfileServiceDependencies {
  readonly profiles: ProfileRepository
  readonly clock: Clock
  readonly newId: NewId
}

export type ProfileService = ReturnType<typeof createProfileService>

/** The use cases. A rule about profiles belongs here, whichever way the request came in. */
export function createProfileService({ profiles, clock, newId }: ProfileServiceDependencies) {
  return {
    async list(request: PageRequest): Promise<Page<Profile>> {
      return profiles.list(request)
    },

    async get(id: string): Promise<Profile> {
      const profile = await profiles.find(id)
      if (!profile) throw new ProfileNotFoundError(id)
      return profile
    },

    async create(input: NewProfile): Promise<Profile> {
      const profile = createProfile(input, newId(), clock.now())
      await profiles.insert(profile)
      return profile
    },

    async createMany(inputs: readonly NewProfile[]): Promise<readonly Profile[]> {
      const now = clock.now()
      const created = inputs.map((input) => createProfile(input, newId(), now))
      await profiles.insert(...created)
      return created
    },

    async update(id: string, changes: ProfileChanges, expected?: number): Promise<Profile> {
      const profile = await profiles.update(id, changes, clock.now(), expected)
      if (!profile) throw await obstacle(profiles, id)
      return profile
    },

    async remove(id: string, expected?: number): Promise<void> {
      const removed = await profiles.remove(id, expected)
      if (!removed) throw await obstacle(profiles, id)
    },
  }
}

/** Why there was nothing to change: no profile, or not in the version that was expected. */
async function obstacle(profiles: ProfileRepository, id: string): Promise<Error> {
  const profile = await profiles.find(id)
  return profile ? new ProfileChangedError(id) : new ProfileNotFoundError(id)
}
