import { createKyselyCategoryRepository } from '../categories/category.repository.kysely.ts'
import type { Resource } from '../resource.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'
import { articlesByCategoryController } from './article-by-category.controller.ts'
import { createArticlesByCategoryService } from './article-by-category.service.ts'

export const articlesByCategory: Resource = {
  path: '/categories/:id/articles',
  plugin: ({ db, cursors }) => {
    const service = createArticlesByCategoryService({
      articles: createKyselyArticleRepository(db),
      categories: createKyselyCategoryRepository(db),
    })
    return articlesByCategoryController(service, cursors)
  },
}
