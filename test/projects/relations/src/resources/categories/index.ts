import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { categoryController } from './category.controller.ts'
import { categoryIncluderOn } from './category.includer.ts'
import { createKyselyCategoryRepository } from './category.repository.kysely.ts'
import { createCategoryService } from './category.service.ts'

/** The same rules on any connection: that of a transaction, too. */
export function categoryServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db']) => {
    const repository = createKyselyCategoryRepository(connection)
    return createCategoryService({ categories: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const categories: Resource = {
  path: '/categories',
  tag: { name: 'Categories', description: 'Create, read, change and remove categories.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = categoryServiceOn({ clock, newId })
    return categoryController(
      serviceOn(db),
      cursors,
      idempotency.on(serviceOn),
      categoryIncluderOn(db),
    )
  },
}
