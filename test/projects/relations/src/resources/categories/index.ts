import type { Resource } from '../resource.ts'
import { categoryController } from './category.controller.ts'
import { createKyselyCategoryRepository } from './category.repository.kysely.ts'
import { createCategoryService } from './category.service.ts'

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const categories: Resource = {
  path: '/categories',
  tag: { name: 'Categories', description: 'Create, read, change and remove categories.' },
  plugin: ({ db, clock, newId, cursors }) => {
    const repository = createKyselyCategoryRepository(db)
    const service = createCategoryService({ categories: repository, clock, newId })
    return categoryController(service, cursors)
  },
}
