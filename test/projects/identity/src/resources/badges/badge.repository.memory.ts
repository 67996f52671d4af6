import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import type { BadgeRepository } from './badge.repository.ts'
import type { Badge } from './badge.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryBadgeRepository(): BadgeRepository {
  const stored = new Map<string, Badge>()

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

    async insert(...badges) {
      insertInMemory(stored, badges)
    },

    async update(id, changes, now, expected) {
      const badge = stored.get(id)
      if (!badge || !isExpected(badge, expected)) return undefined
      const changed = { ...badge, ...changes, updatedAt: now, version: badge.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id, expected) {
      const badge = stored.get(id)
      return badge !== undefined && isExpected(badge, expected) && stored.delete(id)
    },
  }
}

function isExpected(badge: Badge, expected: number | undefined): boolean {
  return expected === undefined || badge.version === expected
}
