import type { Transaction } from 'kysely'
import type { Database } from '../database/database.ts'
import { translateDatabaseError } from '../database/errors.ts'
import type { SecurityEvent } from '../observability/security-events.ts'
import { TakenError } from '../shared/errors.ts'
import type { AccountDependencies } from './account.dependencies.ts'
import { UnusableTokenError } from './account.errors.ts'
import { createAccountRepository } from './account.repository.ts'
import type { Account } from './account.ts'
import { placeOf } from './client.ts'
import { createMailTokens, type MailToken } from './mail-tokens.ts'
import type { Mail } from './mailer.ts'
import { checkPassword } from './password-rules.ts'
import type { Client } from './sessions.ts'

/** What confirming an address leads to. */
interface Confirmation {
  readonly accountId: string
  readonly event: SecurityEvent
  readonly mail?: Mail
}

/** How somebody gets an account, and confirms that an address is theirs. */
export function createRegistration(dependencies: AccountDependencies) {
  const { db, clock, newId, hasher, findBreach, throttle, mails, outbox, events } = dependencies

  /**
   * Whoever asks learns nothing, neither from the answer nor from how long it takes: the password is
   * hashed in any case, and what there is to say comes by mail.
   */
  async function register(email: string, password: string, from: Client): Promise<void> {
    const safe = await checkPassword(password, email, findBreach)
    await throttle.attempt('mail', { network: from.network, email })
    const passwordHash = await hasher.hash(safe)
    const { account, isNew } = await outbox.inTransaction(db, async (trx, send) => {
      const accounts = createAccountRepository(trx)
      const found = await accounts.findOrCreate(email, newId(), clock.now())
      await send(await mailFor(trx, found.account, { email, passwordHash }))
      return found
    })
    if (isNew) events.record('auth.account.created', { accountId: account.id, ...placeOf(from) })
  }

  async function mailFor(
    trx: Transaction<Database>,
    account: Account,
    chosen: Pick<MailToken, 'email' | 'passwordHash'>,
  ): Promise<Mail> {
    if (account.verifiedAt) return mails.alreadyRegistered(account.email)
    // The password waits with the token: who registers an address of somebody else's must not have
    // set a password when its owner confirms it.
    const token = { accountId: account.id, purpose: 'verify', ...chosen } as const
    return mails.verify(chosen.email, await createMailTokens(trx).create(token, clock.now()))
  }

  /** Confirms an address with what was sent there: of a registration, or another one of an account. */
  async function verify(secret: string, from: Client): Promise<void> {
    const work = outbox.inTransaction(db, async (trx, send) => {
      const confirmation = await confirm(trx, secret)
      if (confirmation.mail) await send(confirmation.mail)
      return confirmation
    })
    const { accountId, event } = await work.catch((error) => {
      // Somebody else has the new address by now.
      const isTaken = translateDatabaseError(error) instanceof TakenError
      throw isTaken ? new UnusableTokenError({ cause: error }) : error
    })
    events.record(event, { accountId, ...placeOf(from) })
  }

  async function confirm(trx: Transaction<Database>, secret: string): Promise<Confirmation> {
    const tokens = createMailTokens(trx)
    const token = await tokens.find(secret, ['verify', 'email'], clock.now())
    const account = token && (await createAccountRepository(trx).lock(token.accountId))
    if (!account || !(await tokens.take(secret))) throw new UnusableTokenError()
    return token.purpose === 'verify'
      ? confirmAccount(trx, account, token)
      : changeEmail(trx, account, token)
  }

  async function confirmAccount(
    trx: Transaction<Database>,
    account: Account,
    { email, passwordHash }: MailToken,
  ): Promise<Confirmation> {
    const now = clock.now()
    const tokens = createMailTokens(trx)
    // Registered more than once: whose password would it be?
    const isContested = (await tokens.removeAll(account.id, now, ['verify'])) > 0
    const changes = { email, verifiedAt: now, passwordHash: isContested ? null : passwordHash }
    await createAccountRepository(trx).update(account.id, changes, now)
    const confirmation = { accountId: account.id, event: 'auth.account.verified' } as const
    if (!isContested) return confirmation
    const reset = { accountId: account.id, purpose: 'reset', email, passwordHash: null } as const
    return { ...confirmation, mail: mails.choosePassword(email, await tokens.create(reset, now)) }
  }

  async function changeEmail(
    trx: Transaction<Database>,
    account: Account,
    { email }: MailToken,
  ): Promise<Confirmation> {
    const now = clock.now()
    await createAccountRepository(trx).update(account.id, { email }, now)
    // What was sent to the old address is worth nothing any more.
    await createMailTokens(trx).removeAll(account.id, now)
    const mail = mails.emailChanged(account.email)
    return { accountId: account.id, event: 'auth.email.changed', mail }
  }

  return { register, verify }
}
