import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { createKyselyUserRepository } from './user.repository.kysely.ts'
import { createUserService } from './user.service.ts'
import { userV3Controller } from './user-v3.controller.ts'

/** The same rules on any connection: that of a transaction, too. */
export function userServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db']) => {
    const repository = createKyselyUserRepository(connection)
    return createUserService({ users: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const usersV3: Resource = {
  path: '/users',
  version: 3,
  supersedes: { version: 2, since: '2026-11-22', until: '2027-07-31' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = userServiceOn({ clock, newId })
    return userV3Controller(serviceOn(db), cursors, idempotency.on(serviceOn))
  },
}
