import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { createKyselyCategoryRepository } from '../categories/category.repository.kysely.ts'
import type { Resource } from '../resource.ts'
import { articleIncluderOn } from './article.includer.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'
import { articlesByCategoryController } from './article-by-category.controller.ts'
import { createArticlesByCategoryService } from './article-by-category.service.ts'

function serviceOn(db: Kysely<Database>) {
  return createArticlesByCategoryService({
    articles: createKyselyArticleRepository(db),
    categories: createKyselyCategoryRepository(db),
  })
}

export const articlesByCategory: Resource = {
  path: '/categories/:id/articles',
  plugin: ({ db, cursors }) =>
    articlesByCategoryController(serviceOn(db), cursors, articleIncluderOn(db)),
}
