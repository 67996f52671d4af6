import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { principalOf } from '../../http/identity.ts'
import type { Resource } from '../resource.ts'
import { createKyselyUserRepository } from '../users/user.repository.kysely.ts'
import { articleIncluderOn } from './article.includer.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'
import { articlesByWriterController } from './article-by-writer.controller.ts'
import { createArticlesByWriterService } from './article-by-writer.service.ts'

function serviceOn(db: Kysely<Database>, ownerId: string) {
  return createArticlesByWriterService({
    articles: createKyselyArticleRepository(db, ownerId),
    users: createKyselyUserRepository(db, ownerId),
  })
}

export const articlesByWriter: Resource = {
  path: '/users/:id/articles',
  plugin: ({ db, cursors }) =>
    articlesByWriterController(
      (request) => serviceOn(db, principalOf(request).id),
      cursors,
      (request) => articleIncluderOn(db, principalOf(request).id),
    ),
}
