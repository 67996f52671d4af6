import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { lateItemController } from './late.controller.ts'
import { createKyselyLateItemRepository } from './late.repository.kysely.ts'
import { createLateItemService } from './late.service.ts'

/** The same rules on any connection: that of a transaction, too. */
export function lateItemServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db']) => {
    const repository = createKyselyLateItemRepository(connection)
    return createLateItemService({ lateItems: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const lateItems: Resource = {
  path: '/lates',
  version: 2,
  tag: { name: 'Lates', description: 'Create, read, change and remove lates.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = lateItemServiceOn({ clock, newId })
    return lateItemController(serviceOn(db), cursors, idempotency.on(serviceOn))
  },
}
