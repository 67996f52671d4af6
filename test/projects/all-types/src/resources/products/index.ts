import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { productController } from './product.controller.ts'
import { createKyselyProductRepository } from './product.repository.kysely.ts'
import { createProductService } from './product.service.ts'

/** The same rules on any connection: that of a transaction, too. */
export function productServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db']) => {
    const repository = createKyselyProductRepository(connection)
    return createProductService({ products: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const products: Resource = {
  path: '/products',
  tag: { name: 'Products', description: 'Create, read, change and remove products.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = productServiceOn({ clock, newId })
    return productController(serviceOn(db), cursors, idempotency.on(serviceOn))
  },
}
