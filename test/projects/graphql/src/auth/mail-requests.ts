import type { Kysely } from 'kysely'
import type { Database } from '../database/database.ts'
import type { SecurityEvents } from '../observability/security-events.ts'
import type { Clock } from '../shared/clock.ts'
import { createAccountRepository } from './account.repository.ts'
import type { placeOf } from './client.ts'
import { createMailTokens } from './mail-tokens.ts'
import type { Mail } from './mailer.ts'
import type { Mails } from './mails.ts'

/** A mail that is written after the answer, when it is known whether there is one to send. */
export type MailRequest =
  | { readonly kind: 'reset'; readonly email: string; readonly from: ReturnType<typeof placeOf> }
  | { readonly kind: 'verify-email'; readonly email: string; readonly accountId: string }

export interface WriterDependencies {
  readonly mails: Mails
  readonly events: SecurityEvents
  readonly clock: Clock
}

/** Writes what was asked for, with a token of its own; `undefined` where there is nothing to send. */
export async function writeMail(
  db: Kysely<Database>,
  request: MailRequest,
  { mails, events, clock }: WriterDependencies,
): Promise<Mail | undefined> {
  const { email } = request
  const found = await createAccountRepository(db).findByEmail(email)
  const tokens = createMailTokens(db)
  const now = clock.now()
  if (request.kind === 'reset') {
    if (!found || found.disabledAt) return undefined
    events.record('auth.password.reset-asked', { accountId: found.id, ...request.from })
    const token = { accountId: found.id, email: found.email, passwordHash: null }
    return mails.reset(found.email, await tokens.create({ ...token, purpose: 'reset' }, now))
  }
  const { accountId } = request
  if (found && found.id !== accountId) return mails.alreadyRegistered(found.email)
  // It was removed meanwhile.
  if (!(await createAccountRepository(db).find(accountId))) return undefined
  await tokens.removeAll(accountId, now, ['email'])
  const token = { accountId, purpose: 'email', email, passwordHash: null } as const
  return mails.verifyEmail(email, await tokens.create(token, now))
}
