import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { createKyselyTopicRepository } from './topic.repository.kysely.ts'
import { createTopicService } from './topic.service.ts'
import { topicV2Controller } from './topic-v2.controller.ts'

/** The same rules on any connection: that of a transaction, too. */
export function topicServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db']) => {
    const repository = createKyselyTopicRepository(connection)
    return createTopicService({ topics: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const topicsV2: Resource = {
  path: '/topics',
  version: 2,
  supersedes: {
    version: 1,
    since: '2026-11-22',
    until: '2027-06-30',
    notice: 'https://example.com/changes/topics-v2',
  },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = topicServiceOn({ clock, newId })
    return topicV2Controller(serviceOn(db), cursors, idempotency.on(serviceOn))
  },
}
