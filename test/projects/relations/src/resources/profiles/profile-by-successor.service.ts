import { NotFoundError } from '../../shared/errors.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { ProfileRepository } from './profile.repository.ts'
import type { Profile } from './profile.ts'

export interface ProfilesBySuccessorServiceDependencies {
  readonly profiles: Pick<ProfileRepository, 'list'>
  readonly otherProfiles: Pick<ProfileRepository, 'find'>
}

export type ProfilesBySuccessorService = ReturnType<typeof createProfilesBySuccessorService>

/**
 * The profiles whose successor is one and the same. Where there is none, there is no list
 * either, not even an empty one.
 */
export function createProfilesBySuccessorService(
  dependencies: ProfilesBySuccessorServiceDependencies,
) {
  const { profiles, otherProfiles } = dependencies

  return {
    async list(id: string, request: PageRequest): Promise<Page<Profile>> {
      if (!(await otherProfiles.find(id))) {
        throw new NotFoundError('profile_not_found', `There is no profile ${id}.`)
      }
      const own = { field: 'successorId', operator: 'eq', value: id } as const
      return profiles.list({ ...request, where: [...(request.where ?? []), own] })
    },
  }
}
