import type { Dependencies, Resource } from '../resource.ts'
import { categoryController } from './category.controller.ts'
import { categoryIncluderOn } from './category.includer.ts'
import { createKyselyCategoryRepository } from './category.repository.kysely.ts'
import { createCategoryService } from './category.service.ts'

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const categories: Resource = {
  path: '/categories',
  tag: { name: 'Categories', description: 'Create, read, change and remove categories.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    /** The same rules on any connection: that of a transaction, too. */
    const serviceOn = (connection: Dependencies['db']) => {
      const repository = createKyselyCategoryRepository(connection)
      return createCategoryService({ categories: repository, clock, newId })
    }
    return categoryController(
      serviceOn(db),
      cursors,
      idempotency.on(serviceOn),
      categoryIncluderOn(db),
    )
  },
}
