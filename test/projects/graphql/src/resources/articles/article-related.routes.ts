import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { Resource } from '../resource.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'
import {
  articleRelatedController,
  articlesByRelatedController,
} from './article-related.controller.ts'
import { createKyselyArticleRelatedRepository } from './article-related.repository.kysely.ts'
import { createArticleRelatedService } from './article-related.service.ts'

/** The rules of these links on any connection. */
export function serviceOn(db: Kysely<Database>) {
  return createArticleRelatedService({
    articles: createKyselyArticleRepository(db),
    otherArticles: createKyselyArticleRepository(db),
    pairs: createKyselyArticleRelatedRepository(db),
  })
}

export const articleRelated: Resource = {
  path: '/articles/:id/related',
  plugin: ({ db, cursors }) => articleRelatedController(serviceOn(db), cursors),
}

export const articlesByRelated: Resource = {
  path: '/articles/:id/articles',
  plugin: ({ db, cursors }) => articlesByRelatedController(serviceOn(db), cursors),
}
