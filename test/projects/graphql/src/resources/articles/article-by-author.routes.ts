import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { createKyselyAuthorRepository } from '../authors/author.repository.kysely.ts'
import type { Resource } from '../resource.ts'
import { articleIncluderOn } from './article.includer.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'
import { articlesByAuthorController } from './article-by-author.controller.ts'
import { createArticlesByAuthorService } from './article-by-author.service.ts'

function serviceOn(db: Kysely<Database>) {
  return createArticlesByAuthorService({
    articles: createKyselyArticleRepository(db),
    authors: createKyselyAuthorRepository(db),
  })
}

export const articlesByAuthor: Resource = {
  path: '/authors/:id/articles',
  plugin: ({ db, cursors }) =>
    articlesByAuthorController(serviceOn(db), cursors, articleIncluderOn(db)),
}
