import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import { UserChangedError, UserNotFoundError } from './user.errors.ts'
import type { UserRepository } from './user.repository.ts'
import { createUser, type NewUser, type User, type UserChanges } from './user.ts'

export interface UserServiceDependencies {
  readonly users: UserRepository
  readonly clock: Clock
  readonly newId: NewId
}

export type UserService = ReturnType<typeof createUserService>

/** The use cases. A rule about users belongs here, whichever way the request came in. */
export function createUserService({ users, clock, newId }: UserServiceDependencies) {
  return {
    async list(request: PageRequest): Promise<Page<User>> {
      return users.list(request)
    },

    async get(id: string): Promise<User> {
      const user = await users.find(id)
      if (!user) throw new UserNotFoundError(id)
      return user
    },

    async create(input: NewUser): Promise<User> {
      const user = createUser(input, newId(), clock.now())
      await users.insert(user)
      return user
    },

    async createMany(inputs: readonly NewUser[]): Promise<readonly User[]> {
      const now = clock.now()
      const created = inputs.map((input) => createUser(input, newId(), now))
      await users.insert(...created)
      return created
    },

    async update(id: string, changes: UserChanges, expected?: number): Promise<User> {
      const user = await users.update(id, changes, clock.now(), expected)
      if (!user) throw await obstacle(users, id)
      return user
    },

    async remove(id: string, expected?: number): Promise<void> {
      const removed = await users.remove(id, expected)
      if (!removed) throw await obstacle(users, id)
    },
  }
}

/** Why there was nothing to change: no user, or not in the version that was expected. */
async function obstacle(users: UserRepository, id: string): Promise<Error> {
  const user = await users.find(id)
  return user ? new UserChangedError(id) : new UserNotFoundError(id)
}
