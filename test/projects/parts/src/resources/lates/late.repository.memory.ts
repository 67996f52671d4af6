import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import type { LateItemRepository } from './late.repository.ts'
import type { LateItem } from './late.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryLateItemRepository(): LateItemRepository {
  const stored = new Map<string, LateItem>()

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

    async insert(...lateItems) {
      insertInMemory(stored, lateItems)
    },

    async update(id, changes, now, expected) {
      const lateItem = stored.get(id)
      if (!lateItem || !isExpected(lateItem, expected)) return undefined
      const changed = { ...lateItem, ...changes, updatedAt: now, version: lateItem.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id, expected) {
      const lateItem = stored.get(id)
      return lateItem !== undefined && isExpected(lateItem, expected) && stored.delete(id)
    },
  }
}

function isExpected(lateItem: LateItem, expected: number | undefined): boolean {
  return expected === undefined || lateItem.version === expected
}
