import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { Resource } from '../resource.ts'
import { createKyselyUserRepository } from '../users/user.repository.kysely.ts'
import { articleIncluderOn } from './article.includer.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'
import { articlesByAuthorController } from './article-by-author.controller.ts'
import { createArticlesByAuthorService } from './article-by-author.service.ts'

function serviceOn(db: Kysely<Database>) {
  return createArticlesByAuthorService({
    articles: createKyselyArticleRepository(db),
    users: createKyselyUserRepository(db),
  })
}

export const articlesByAuthor: Resource = {
  path: '/users/:id/articles',
  version: 2,
  plugin: ({ db, cursors }) =>
    articlesByAuthorController(serviceOn(db), cursors, articleIncluderOn(db)),
}
