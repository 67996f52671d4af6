import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { principalOf } from '../../http/identity.ts'
import type { Resource } from '../resource.ts'
import { createKyselyUserRepository } from '../users/user.repository.kysely.ts'
import { articleIncluderOn } from './article.includer.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'
import { articlesByEditorController } from './article-by-editor.controller.ts'
import { createArticlesByEditorService } from './article-by-editor.service.ts'

function serviceOn(db: Kysely<Database>, ownerId: string) {
  return createArticlesByEditorService({
    articles: createKyselyArticleRepository(db, ownerId),
    users: createKyselyUserRepository(db, ownerId),
  })
}

export const articlesByEditor: Resource = {
  path: '/users/:id/articles-by-editor',
  plugin: ({ db, cursors }) =>
    articlesByEditorController(
      (request) => serviceOn(db, principalOf(request).id),
      cursors,
      (request) => articleIncluderOn(db, principalOf(request).id),
    ),
}
