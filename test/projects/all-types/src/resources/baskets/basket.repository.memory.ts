import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import type { BasketRepository } from './basket.repository.ts'
import type { Basket } from './basket.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryBasketRepository(): BasketRepository {
  const stored = new Map<string, Basket>()

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

    async insert(...baskets) {
      insertInMemory(stored, baskets)
    },

    async update(id, changes, now, expected) {
      const basket = stored.get(id)
      if (!basket || !isExpected(basket, expected)) return undefined
      const changed = { ...basket, ...changes, updatedAt: now, version: basket.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id, expected) {
      const basket = stored.get(id)
      return basket !== undefined && isExpected(basket, expected) && stored.delete(id)
    },
  }
}

function isExpected(basket: Basket, expected: number | undefined): boolean {
  return expected === undefined || basket.version === expected
}
