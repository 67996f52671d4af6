import { newestFirst, pageOf } from '../../shared/pagination.ts'
import type { TagRepository } from './tag.repository.ts'
import type { Tag } from './tag.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryTagRepository(): TagRepository {
  const stored = new Map<string, Tag>()

  return {
    async list({ limit, after }) {
      const sorted = [...stored.values()].sort(newestFirst)
      const rest = after ? sorted.filter((tag) => newestFirst(tag, after) > 0) : sorted
      return pageOf(rest, limit)
    },

    async find(id) {
      return stored.get(id)
    },

    async insert(tag) {
      stored.set(tag.id, tag)
    },

    async update(id, changes, now) {
      const tag = stored.get(id)
      if (!tag) return undefined
      const changed = { ...tag, ...changes, updatedAt: now, version: tag.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id) {
      return stored.delete(id)
    },
  }
}
