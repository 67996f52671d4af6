import type { Resource } from '../resource.ts'
import { categoryIncluderOn } from './category.includer.ts'
import { createKyselyCategoryRepository } from './category.repository.kysely.ts'
import { categoriesByParentController } from './category-by-parent.controller.ts'
import { createCategoriesByParentService } from './category-by-parent.service.ts'

export const categoriesByParent: Resource = {
  path: '/categories/:id/categories',
  plugin: ({ db, cursors }) => {
    const service = createCategoriesByParentService({
      categories: createKyselyCategoryRepository(db),
      otherCategories: createKyselyCategoryRepository(db),
    })
    return categoriesByParentController(service, cursors, categoryIncluderOn(db))
  },
}
