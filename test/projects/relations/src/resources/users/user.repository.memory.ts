import { newestFirst, pageOf } from '../../shared/pagination.ts'
import type { UserRepository } from './user.repository.ts'
import type { User } from './user.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryUserRepository(): UserRepository {
  const stored = new Map<string, User>()

  return {
    async list({ limit, after }) {
      const sorted = [...stored.values()].sort(newestFirst)
      const rest = after ? sorted.filter((user) => newestFirst(user, after) > 0) : sorted
      return pageOf(rest, limit)
    },

    async find(id) {
      return stored.get(id)
    },

    async insert(user) {
      stored.set(user.id, user)
    },

    async update(id, changes, now) {
      const user = stored.get(id)
      if (!user) return undefined
      const changed = { ...user, ...changes, updatedAt: now, version: user.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id) {
      return stored.delete(id)
    },
  }
}
