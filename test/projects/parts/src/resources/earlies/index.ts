import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { earlyItemController } from './early.controller.ts'
import { earlyItemIncluderOn } from './early.includer.ts'
import { createKyselyEarlyItemRepository } from './early.repository.kysely.ts'
import { createEarlyItemService } from './early.service.ts'

/** The same rules on any connection: that of a transaction, too. */
export function earlyItemServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db']) => {
    const repository = createKyselyEarlyItemRepository(connection)
    return createEarlyItemService({ earlyItems: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const earlyItems: Resource = {
  path: '/earlies',
  tag: { name: 'Earlies', description: 'Create, read, change and remove earlies.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = earlyItemServiceOn({ clock, newId })
    return earlyItemController(
      serviceOn(db),
      cursors,
      idempotency.on(serviceOn),
      earlyItemIncluderOn(db),
    )
  },
}
