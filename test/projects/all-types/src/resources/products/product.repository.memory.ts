import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import { refuseTaken } from '../../shared/unique-in-memory.ts'
import type { ProductRepository } from './product.repository.ts'
import type { Product } from './product.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryProductRepository(): ProductRepository {
  const stored = new Map<string, Product>()

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

    async insert(...products) {
      insertInMemory(stored, products, ['sku'])
    },

    async update(id, changes, now, expected) {
      const product = stored.get(id)
      if (!product || !isExpected(product, expected)) return undefined
      const changed = { ...product, ...changes, updatedAt: now, version: product.version + 1 }
      refuseTaken(stored.values(), changed, ['sku'])
      stored.set(id, changed)
      return changed
    },

    async remove(id, expected) {
      const product = stored.get(id)
      return product !== undefined && isExpected(product, expected) && stored.delete(id)
    },
  }
}

function isExpected(product: Product, expected: number | undefined): boolean {
  return expected === undefined || product.version === expected
}
