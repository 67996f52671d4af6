import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { badgeController } from './badge.controller.ts'
import { badgeIncluderOn } from './badge.includer.ts'
import { createKyselyBadgeRepository } from './badge.repository.kysely.ts'
import { createBadgeService } from './badge.service.ts'

/** The same rules on any connection: that of a transaction, too. */
export function badgeServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db']) => {
    const repository = createKyselyBadgeRepository(connection)
    return createBadgeService({ badges: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const badges: Resource = {
  path: '/badges',
  tag: { name: 'Badges', description: 'Create, read, change and remove badges.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = badgeServiceOn({ clock, newId })
    return badgeController(serviceOn(db), cursors, idempotency.on(serviceOn), badgeIncluderOn(db))
  },
}
