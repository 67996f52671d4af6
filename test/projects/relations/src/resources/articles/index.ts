import type { Resource } from '../resource.ts'
import { articleController } from './article.controller.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'
import { createArticleService } from './article.service.ts'

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const articles: Resource = {
  path: '/articles',
  tag: { name: 'Articles', description: 'Create, read, change and remove articles.' },
  plugin: ({ db, clock, newId, cursors }) => {
    const repository = createKyselyArticleRepository(db)
    const service = createArticleService({ articles: repository, clock, newId })
    return articleController(service, cursors)
  },
}
