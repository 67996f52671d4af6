import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { articleController } from './article.controller.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'
import { createArticleService } from './article.service.ts'

/** The same rules on any connection: that of a transaction, too. */
export function articleServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db']) => {
    const repository = createKyselyArticleRepository(connection)
    return createArticleService({ articles: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const articles: Resource = {
  path: '/articles',
  tag: { name: 'Articles', description: 'Create, read, change and remove articles.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = articleServiceOn({ clock, newId })
    return articleController(serviceOn(db), cursors, idempotency.on(serviceOn))
  },
}
