import { type Caller, principalOf } from '../../http/identity.ts'
import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { userController } from './user.controller.ts'
import { createKyselyUserRepository } from './user.repository.kysely.ts'
import { createUserService } from './user.service.ts'

/** The same rules on any connection: that of a transaction, too. */
export function userServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db'], request: Caller) => {
    const repository = createKyselyUserRepository(connection, principalOf(request).id)
    return createUserService({ users: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const users: Resource = {
  path: '/users',
  tag: { name: 'Users', description: 'Create, read, change and remove users.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = userServiceOn({ clock, newId })
    return userController((request) => serviceOn(db, request), cursors, idempotency.on(serviceOn))
  },
}
