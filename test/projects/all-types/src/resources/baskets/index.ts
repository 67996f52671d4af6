import type { Resource } from '../resource.ts'
import { basketController } from './basket.controller.ts'
import { createKyselyBasketRepository } from './basket.repository.kysely.ts'
import { createBasketService } from './basket.service.ts'

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const baskets: Resource = {
  path: '/baskets',
  tag: { name: 'Baskets', description: 'Create, read, change and remove baskets.' },
  plugin: ({ db, clock, newId, cursors }) => {
    const repository = createKyselyBasketRepository(db)
    const service = createBasketService({ baskets: repository, clock, newId })
    return basketController(service, cursors)
  },
}
