import type { Dependencies, Resource } from '../resource.ts'
import { badgeController } from './badge.controller.ts'
import { badgeIncluderOn } from './badge.includer.ts'
import { createKyselyBadgeRepository } from './badge.repository.kysely.ts'
import { createBadgeService } from './badge.service.ts'

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const badges: Resource = {
  path: '/badges',
  tag: { name: 'Badges', description: 'Create, read, change and remove badges.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    /** The same rules on any connection: that of a transaction, too. */
    const serviceOn = (connection: Dependencies['db']) => {
      const repository = createKyselyBadgeRepository(connection)
      return createBadgeService({ badges: repository, clock, newId })
    }
    return badgeController(serviceOn(db), cursors, idempotency.on(serviceOn), badgeIncluderOn(db))
  },
}
