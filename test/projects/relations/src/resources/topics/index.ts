import type { Resource } from '../resource.ts'
import { topicController } from './topic.controller.ts'
import { createKyselyTopicRepository } from './topic.repository.kysely.ts'
import { createTopicService } from './topic.service.ts'

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const topics: Resource = {
  path: '/topics',
  tag: { name: 'Topics', description: 'Create, read, change and remove topics.' },
  plugin: ({ db, clock, newId, cursors }) => {
    const repository = createKyselyTopicRepository(db)
    const service = createTopicService({ topics: repository, clock, newId })
    return topicController(service, cursors)
  },
}
