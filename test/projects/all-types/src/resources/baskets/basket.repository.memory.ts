import { newestFirst, pageOf } from '../../shared/pagination.ts'
import type { BasketRepository } from './basket.repository.ts'
import type { Basket } from './basket.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryBasketRepository(): BasketRepository {
  const stored = new Map<string, Basket>()

  return {
    async list({ limit, after }) {
      const sorted = [...stored.values()].sort(newestFirst)
      const rest = after ? sorted.filter((basket) => newestFirst(basket, after) > 0) : sorted
      return pageOf(rest, limit)
    },

    async find(id) {
      return stored.get(id)
    },

    async insert(basket) {
      stored.set(basket.id, basket)
    },

    async update(id, changes, now) {
      const basket = stored.get(id)
      if (!basket) return undefined
      const changed = { ...basket, ...changes, updatedAt: now, version: basket.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id) {
      return stored.delete(id)
    },
  }
}
