import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { profileController } from './profile.controller.ts'
import { profileIncluderOn } from './profile.includer.ts'
import { createKyselyProfileRepository } from './profile.repository.kysely.ts'
import { createProfileService } from './profile.service.ts'

/** The same rules on any connection: that of a transaction, too. */
export function profileServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db']) => {
    const repository = createKyselyProfileRepository(connection)
    return createProfileService({ profiles: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const profiles: Resource = {
  path: '/profiles',
  tag: { name: 'Profiles', description: 'Create, read, change and remove profiles.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = profileServiceOn({ clock, newId })
    return profileController(
      serviceOn(db),
      cursors,
      idempotency.on(serviceOn),
      profileIncluderOn(db),
    )
  },
}
