import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import type { OrderRepository } from './order.repository.ts'
import type { Order } from './order.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryOrderRepository(): OrderRepository {
  const stored = new Map<string, Order>()

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

    async insert(...orders) {
      insertInMemory(stored, orders)
    },

    async update(id, changes, now, expected) {
      const order = stored.get(id)
      if (!order || !isExpected(order, expected)) return undefined
      const changed = { ...order, ...changes, updatedAt: now, version: order.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id, expected) {
      const order = stored.get(id)
      return order !== undefined && isExpected(order, expected) && stored.delete(id)
    },
  }
}

function isExpected(order: Order, expected: number | undefined): boolean {
  return expected === undefined || order.version === expected
}
