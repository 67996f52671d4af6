import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import { TopicChangedError, TopicNotFoundError } from './topic.errors.ts'
import type { TopicRepository } from './topic.repository.ts'
import { createTopic, type NewTopic, type Topic, type TopicChanges } from './topic.ts'

export interface TopicServiceDependencies {
  readonly topics: TopicRepository
  readonly clock: Clock
  readonly newId: NewId
}

export type TopicService = ReturnType<typeof createTopicService>

/** The use cases. A rule about topics belongs here, whichever way the request came in. */
export function createTopicService({ topics, clock, newId }: TopicServiceDependencies) {
  return {
    async list(request: PageRequest): Promise<Page<Topic>> {
      return topics.list(request)
    },

    async get(id: string): Promise<Topic> {
      const topic = await topics.find(id)
      if (!topic) throw new TopicNotFoundError(id)
      return topic
    },

    async create(input: NewTopic): Promise<Topic> {
      const topic = createTopic(input, newId(), clock.now())
      await topics.insert(topic)
      return topic
    },

    async createMany(inputs: readonly NewTopic[]): Promise<readonly Topic[]> {
      const now = clock.now()
      const created = inputs.map((input) => createTopic(input, newId(), now))
      await topics.insert(...created)
      return created
    },

    async update(id: string, changes: TopicChanges, expected?: number): Promise<Topic> {
      const topic = await topics.update(id, changes, clock.now(), expected)
      if (!topic) throw await obstacle(topics, id)
      return topic
    },

    async remove(id: string, expected?: number): Promise<void> {
      const removed = await topics.remove(id, clock.now(), expected)
      if (!removed) throw await obstacle(topics, id)
    },
  }
}

/** Why there was nothing to change: no topic, or not in the version that was expected. */
async function obstacle(topics: TopicRepository, id: string): Promise<Error> {
  const topic = await topics.find(id)
  return topic ? new TopicChangedError(id) : new TopicNotFoundError(id)
}
