import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { basketController } from './basket.controller.ts'
import { createKyselyBasketRepository } from './basket.repository.kysely.ts'
import { createBasketService } from './basket.service.ts'

/** The same rules on any connection: that of a transaction, too. */
export function basketServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db']) => {
    const repository = createKyselyBasketRepository(connection)
    return createBasketService({ baskets: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const baskets: Resource = {
  path: '/baskets',
  tag: { name: 'Baskets', description: 'Create, read, change and remove baskets.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = basketServiceOn({ clock, newId })
    return basketController(serviceOn(db), cursors, idempotency.on(serviceOn))
  },
}
