import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import type { EarlyItemRepository } from './early.repository.ts'
import type { EarlyItem } from './early.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryEarlyItemRepository(): EarlyItemRepository {
  const stored = new Map<string, EarlyItem>()

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

    async insert(...earlyItems) {
      insertInMemory(stored, earlyItems)
    },

    async update(id, changes, now, expected) {
      const earlyItem = stored.get(id)
      if (!earlyItem || !isExpected(earlyItem, expected)) return undefined
      const changed = { ...earlyItem, ...changes, updatedAt: now, version: earlyItem.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id, expected) {
      const earlyItem = stored.get(id)
      return earlyItem !== undefined && isExpected(earlyItem, expected) && stored.delete(id)
    },
  }
}

function isExpected(earlyItem: EarlyItem, expected: number | undefined): boolean {
  return expected === undefined || earlyItem.version === expected
}
