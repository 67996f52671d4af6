import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import type { TagRepository } from './tag.repository.ts'
import type { Tag } from './tag.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryTagRepository(): TagRepository {
  const stored = new Map<string, Tag>()

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

    async insert(...tags) {
      insertInMemory(stored, tags)
    },

    async update(id, changes, now, expected) {
      const tag = stored.get(id)
      if (!tag || !isExpected(tag, expected)) return undefined
      const changed = { ...tag, ...changes, updatedAt: now, version: tag.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id, expected) {
      const tag = stored.get(id)
      return tag !== undefined && isExpected(tag, expected) && stored.delete(id)
    },
  }
}

function isExpected(tag: Tag, expected: number | undefined): boolean {
  return expected === undefined || tag.version === expected
}
