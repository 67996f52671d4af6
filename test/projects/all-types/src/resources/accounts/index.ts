import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { accountController } from './account.controller.ts'
import { createKyselyAccountRepository } from './account.repository.kysely.ts'
import { createAccountService } from './account.service.ts'

/** The same rules on any connection: that of a transaction, too. */
export function accountServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db']) => {
    const repository = createKyselyAccountRepository(connection)
    return createAccountService({ accounts: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const accounts: Resource = {
  path: '/accounts',
  tag: { name: 'Accounts', description: 'Create, read, change and remove accounts.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = accountServiceOn({ clock, newId })
    return accountController(serviceOn(db), cursors, idempotency.on(serviceOn))
  },
}
