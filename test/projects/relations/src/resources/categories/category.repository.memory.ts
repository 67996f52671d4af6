import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import type { CategoryRepository } from './category.repository.ts'
import type { Category } from './category.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryCategoryRepository(): CategoryRepository {
  const stored = new Map<string, Category>()

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

    async insert(...categories) {
      insertInMemory(stored, categories)
    },

    async update(id, changes, now, expected) {
      const category = stored.get(id)
      if (!category || !isExpected(category, expected)) return undefined
      const changed = { ...category, ...changes, updatedAt: now, version: category.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id, _now, expected) {
      const category = stored.get(id)
      return category !== undefined && isExpected(category, expected) && stored.delete(id)
    },
  }
}

function isExpected(category: Category, expected: number | undefined): boolean {
  return expected === undefined || category.version === expected
}
