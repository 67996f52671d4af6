import { newestFirst, pageOf } from '../../shared/pagination.ts'
import type { CategoryRepository } from './category.repository.ts'
import type { Category } from './category.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryCategoryRepository(): CategoryRepository {
  const stored = new Map<string, Category>()

  return {
    async list({ limit, after }) {
      const sorted = [...stored.values()].sort(newestFirst)
      const rest = after ? sorted.filter((category) => newestFirst(category, after) > 0) : sorted
      return pageOf(rest, limit)
    },

    async find(id) {
      return stored.get(id)
    },

    async insert(category) {
      stored.set(category.id, category)
    },

    async update(id, changes, now) {
      const category = stored.get(id)
      if (!category) return undefined
      const changed = { ...category, ...changes, updatedAt: now, version: category.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id) {
      return stored.delete(id)
    },
  }
}
