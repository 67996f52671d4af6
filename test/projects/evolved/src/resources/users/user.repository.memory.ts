import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import type { UserRepository } from './user.repository.ts'
import type { User } from './user.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryUserRepository(
  ownerId: string,
  owners = new Map<string, Map<string, User>>(),
): UserRepository {
  const stored = owners.get(ownerId) ?? new Map<string, User>()
  owners.set(ownerId, stored)

  return {
    async list(request) {
      return listInMemory(stored.values(), request)
    },

    async find(id) {
      return stored.get(id)
    },

    async findMany(ids) {
      return [...stored.values()].filter(({ id }) => ids.includes(id))
    },

    async insert(...users) {
      insertInMemory(stored, users)
    },

    async update(id, changes, now, expected) {
      const user = stored.get(id)
      if (!user || !isExpected(user, expected)) return undefined
      const changed = { ...user, ...changes, updatedAt: now, version: user.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id, expected) {
      const user = stored.get(id)
      return user !== undefined && isExpected(user, expected) && stored.delete(id)
    },
  }
}

function isExpected(user: User, expected: number | undefined): boolean {
  return expected === undefined || user.version === expected
}
