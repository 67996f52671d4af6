import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { IdentityDependencies } from '../http/identity.ts'
import type { SecurityEvents } from '../observability/security-events.ts'
import { accountController, accountTags } from './account.controller.ts'
import type { AccountDependencies } from './account.dependencies.ts'
import { createAccountService } from './account.service.ts'
import { createBreachFinder } from './breached-passwords.ts'
import { createHasher } from './hasher.ts'
import { createMails } from './mails.ts'
import { openOutbox } from './open-outbox.ts'
import { createPasswords } from './passwords.ts'
import { createRegistration } from './registration.ts'
import type { Throttle } from './throttle.ts'

/** Accounts, put together. */
export interface Accounts {
  readonly routes: FastifyPluginAsyncTypebox
  readonly tags: typeof accountTags
  /** Sends the mails that wait in this process. */
  close(): Promise<void>
}

export interface AccountsNeed {
  readonly sessions: AccountDependencies['sessions']
  readonly throttle: Throttle
  readonly events: SecurityEvents
}

export async function createAccounts(
  dependencies: IdentityDependencies,
  { sessions, throttle, events }: AccountsNeed,
): Promise<Accounts> {
  const { config, logger, database, clock, newId } = dependencies
  const { appUrl, peppers, breachesUrl } = config.accounts
  const { db } = database
  const mails = createMails(appUrl)
  const outbox = await openOutbox(dependencies, { mails, events, clock })
  const shared: AccountDependencies = {
    db,
    clock,
    newId,
    hasher: await createHasher({ peppers }),
    findBreach:
      breachesUrl === undefined ? undefined : createBreachFinder(breachesUrl, { logger, clock }),
    throttle,
    mails,
    outbox,
    sessions,
    events,
  }
  const routes = accountController({
    config: config.auth,
    registration: createRegistration(shared),
    passwords: createPasswords(shared),
    accounts: createAccountService(shared),
    clock,
  })
  return { routes, tags: accountTags, close: () => outbox.close() }
}
