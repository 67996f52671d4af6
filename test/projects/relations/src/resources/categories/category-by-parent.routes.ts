import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { Resource } from '../resource.ts'
import { categoryIncluderOn } from './category.includer.ts'
import { createKyselyCategoryRepository } from './category.repository.kysely.ts'
import { categoriesByParentController } from './category-by-parent.controller.ts'
import { createCategoriesByParentService } from './category-by-parent.service.ts'

function serviceOn(db: Kysely<Database>) {
  return createCategoriesByParentService({
    categories: createKyselyCategoryRepository(db),
    otherCategories: createKyselyCategoryRepository(db),
  })
}

export const categoriesByParent: Resource = {
  path: '/categories/:id/categories',
  plugin: ({ db, cursors }) =>
    categoriesByParentController(serviceOn(db), cursors, categoryIncluderOn(db)),
}
