import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { principalOf } from '../../http/identity.ts'
import type { Resource } from '../resource.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'
import {
  articleRelatedController,
  articlesByRelatedController,
} from './article-related.controller.ts'
import { createKyselyArticleRelatedRepository } from './article-related.repository.kysely.ts'
import { createArticleRelatedService } from './article-related.service.ts'

/** The rules of these links on any connection. */
export function serviceOn(db: Kysely<Database>, ownerId: string) {
  return createArticleRelatedService({
    articles: createKyselyArticleRepository(db, ownerId),
    otherArticles: createKyselyArticleRepository(db, ownerId),
    pairs: createKyselyArticleRelatedRepository(db, ownerId),
  })
}

export const articleRelated: Resource = {
  path: '/articles/:id/related',
  plugin: ({ db, cursors }) =>
    articleRelatedController((request) => serviceOn(db, principalOf(request).id), cursors),
}

export const articlesByRelated: Resource = {
  path: '/articles/:id/articles',
  plugin: ({ db, cursors }) =>
    articlesByRelatedController((request) => serviceOn(db, principalOf(request).id), cursors),
}
