import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { tagController } from './tag.controller.ts'
import { createKyselyTagRepository } from './tag.repository.kysely.ts'
import { createTagService } from './tag.service.ts'

/** The same rules on any connection: that of a transaction, too. */
export function tagServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db']) => {
    const repository = createKyselyTagRepository(connection)
    return createTagService({ tags: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const tags: Resource = {
  path: '/tags',
  tag: { name: 'Tags', description: 'Create, read, change and remove tags.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = tagServiceOn({ clock, newId })
    return tagController(serviceOn(db), cursors, idempotency.on(serviceOn))
  },
}
