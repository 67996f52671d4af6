import { newestFirst, pageOf } from '../../shared/pagination.ts'
import type { TopicRepository } from './topic.repository.ts'
import type { Topic } from './topic.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryTopicRepository(): TopicRepository {
  const stored = new Map<string, Topic>()

  return {
    async list({ limit, after }) {
      const sorted = [...stored.values()].sort(newestFirst)
      const rest = after ? sorted.filter((topic) => newestFirst(topic, after) > 0) : sorted
      return pageOf(rest, limit)
    },

    async find(id) {
      return stored.get(id)
    },

    async insert(topic) {
      stored.set(topic.id, topic)
    },

    async update(id, changes, now) {
      const topic = stored.get(id)
      if (!topic) return undefined
      const changed = { ...topic, ...changes, updatedAt: now, version: topic.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id) {
      return stored.delete(id)
    },
  }
}
