import type { Resource } from '../resource.ts'
import { createKyselyUserRepository } from '../users/user.repository.kysely.ts'
import { articleIncluderOn } from './article.includer.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'
import { articlesByAuthorController } from './article-by-author.controller.ts'
import { createArticlesByAuthorService } from './article-by-author.service.ts'

export const articlesByAuthor: Resource = {
  path: '/users/:id/articles',
  plugin: ({ db, cursors }) => {
    const service = createArticlesByAuthorService({
      articles: createKyselyArticleRepository(db),
      users: createKyselyUserRepository(db),
    })
    return articlesByAuthorController(service, cursors, articleIncluderOn(db))
  },
}
