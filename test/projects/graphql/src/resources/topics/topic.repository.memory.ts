import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import type { TopicRepository } from './topic.repository.ts'
import type { Topic } from './topic.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryTopicRepository(): TopicRepository {
  const stored = new Map<string, Topic>()

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

    async insert(...topics) {
      insertInMemory(stored, topics)
    },

    async update(id, changes, now, expected) {
      const topic = stored.get(id)
      if (!topic || !isExpected(topic, expected)) return undefined
      const changed = { ...topic, ...changes, updatedAt: now, version: topic.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id, _now, expected) {
      const topic = stored.get(id)
      return topic !== undefined && isExpected(topic, expected) && stored.delete(id)
    },
  }
}

function isExpected(topic: Topic, expected: number | undefined): boolean {
  return expected === undefined || topic.version === expected
}
