import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { orderController } from './order.controller.ts'
import { createKyselyOrderRepository } from './order.repository.kysely.ts'
import { createOrderService } from './order.service.ts'

/** The same rules on any connection: that of a transaction, too. */
export function orderServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db']) => {
    const repository = createKyselyOrderRepository(connection)
    return createOrderService({ orders: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const orders: Resource = {
  path: '/orders',
  tag: { name: 'Orders', description: 'Create, read, change and remove orders.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = orderServiceOn({ clock, newId })
    return orderController(serviceOn(db), cursors, idempotency.on(serviceOn))
  },
}
