import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { createKyselyAuthorRepository } from '../authors/author.repository.kysely.ts'
import type { Resource } from '../resource.ts'
import { articleIncluderOn } from './article.includer.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'
import { articlesByEditorController } from './article-by-editor.controller.ts'
import { createArticlesByEditorService } from './article-by-editor.service.ts'

function serviceOn(db: Kysely<Database>) {
  return createArticlesByEditorService({
    articles: createKyselyArticleRepository(db),
    authors: createKyselyAuthorRepository(db),
  })
}

export const articlesByEditor: Resource = {
  path: '/authors/:id/articles-by-editor',
  plugin: ({ db, cursors }) =>
    articlesByEditorController(serviceOn(db), cursors, articleIncluderOn(db)),
}
