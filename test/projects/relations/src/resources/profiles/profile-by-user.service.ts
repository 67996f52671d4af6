import { NotFoundError } from '../../shared/errors.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { UserRepository } from '../users/user.repository.ts'
import type { ProfileRepository } from './profile.repository.ts'
import type { Profile } from './profile.ts'

export interface ProfilesByUserServiceDependencies {
  readonly profiles: Pick<ProfileRepository, 'list'>
  readonly users: Pick<UserRepository, 'find'>
}

export type ProfilesByUserService = ReturnType<typeof createProfilesByUserService>

/**
 * The profiles whose user is one and the same. Where there is none, there is no list
 * either, not even an empty one.
 */
export function createProfilesByUserService(dependencies: ProfilesByUserServiceDependencies) {
  const { profiles, users } = dependencies

  return {
    async list(id: string, request: PageRequest): Promise<Page<Profile>> {
      if (!(await users.find(id))) {
        throw new NotFoundError('user_not_found', `There is no user ${id}.`)
      }
      const own = { field: 'userId', operator: 'eq', value: id } as const
      return profiles.list({ ...request, where: [...(request.where ?? []), own] })
    },
  }
}
