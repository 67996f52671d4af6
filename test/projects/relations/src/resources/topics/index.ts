import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { topicController } from './topic.controller.ts'
import { createKyselyTopicRepository } from './topic.repository.kysely.ts'
import { createTopicService } from './topic.service.ts'

/** The same rules on any connection: that of a transaction, too. */
export function topicServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db']) => {
    const repository = createKyselyTopicRepository(connection)
    return createTopicService({ topics: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const topics: Resource = {
  path: '/topics',
  tag: { name: 'Topics', description: 'Create, read, change and remove topics.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = topicServiceOn({ clock, newId })
    return topicController(serviceOn(db), cursors, idempotency.on(serviceOn))
  },
}
