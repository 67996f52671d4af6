import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { principalOf } from '../../http/identity.ts'
import type { Resource } from '../resource.ts'
import { createKyselyUserRepository } from '../users/user.repository.kysely.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'
import {
  articleReadersController,
  articlesByReadersController,
} from './article-readers.controller.ts'
import { createKyselyArticleReadersRepository } from './article-readers.repository.kysely.ts'
import { createArticleReadersService } from './article-readers.service.ts'

/** The rules of these links on any connection. */
export function serviceOn(db: Kysely<Database>, ownerId: string) {
  return createArticleReadersService({
    articles: createKyselyArticleRepository(db, ownerId),
    users: createKyselyUserRepository(db, ownerId),
    pairs: createKyselyArticleReadersRepository(db, ownerId),
  })
}

export const articleReaders: Resource = {
  path: '/articles/:id/readers',
  plugin: ({ db, cursors }) =>
    articleReadersController((request) => serviceOn(db, principalOf(request).id), cursors),
}

export const articlesByReaders: Resource = {
  path: '/users/:id/articles-by-readers',
  plugin: ({ db, cursors }) =>
    articlesByReadersController((request) => serviceOn(db, principalOf(request).id), cursors),
}
