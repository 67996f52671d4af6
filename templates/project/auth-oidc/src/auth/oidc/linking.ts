import { type Kysely, sql } from 'kysely'
import type { Database } from '../../database/database.ts'
import { withTransaction } from '../../database/transaction.ts'
import type { SecurityEvents } from '../../observability/security-events.ts'
import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import { createAccountRepository } from '../account.repository.ts'
import { type Account, isUsable } from '../account.ts'
import { placeOf } from '../client.ts'
import { createMailTokens } from '../mail-tokens.ts'
import type { Client, Sessions, Tokens } from '../sessions.ts'
import { EmailNotVerifiedError, LoginRefusedError } from './errors.ts'
import type { Identified } from './provider.ts'

export interface LinkingDependencies {
  readonly db: Kysely<Database>
  readonly clock: Clock
  readonly newId: NewId
  readonly sessions: Pick<Sessions, 'start' | 'endAll'>
  readonly events: SecurityEvents
}

/** What was found, and what has come of it, for the log. */
interface Linked {
  readonly account: Account
  readonly tokens: Tokens
  readonly isNew: boolean
  readonly isConfirmed: boolean
  readonly isLinked: boolean
}

/** Finds the account of somebody whom a provider knows, and lets them in. */
export function createLinking(dependencies: LinkingDependencies) {
  const { db, clock, newId, sessions, events } = dependencies

  /**
   * Whoever was here before is known by issuer and subject. Whoever was not is known by the address
   * that the provider has confirmed, and gets an account if there is none.
   *
   * @throws EmailNotVerifiedError where there is no such address
   * @throws LoginRefusedError where the account may not log in
   */
  async function enter(identified: Identified, provider: string, from: Client): Promise<Tokens> {
    // Outside of the transaction: it may ask the provider.
    const isKnown = (await accountIdOf(db, identified)) !== undefined
    const email = isKnown ? undefined : await identified.findEmail()
    const { account, tokens, isNew, isConfirmed, isLinked } = await withTransaction(db, (trx) =>
      enterWith(trx, identified, email, from),
    )
    const details = { accountId: account.id, provider, ...placeOf(from) }
    if (isNew) events.record('auth.account.created', details)
    if (isConfirmed) events.record('auth.account.verified', details)
    if (isLinked) events.record('auth.oidc.linked', details)
    events.record('auth.oidc.succeeded', details)
    return tokens
  }

  async function enterWith(
    trx: Kysely<Database>,
    { issuer, subject }: Identified,
    email: string | undefined,
    from: Client,
  ): Promise<Linked> {
    const now = clock.now()
    const accounts = createAccountRepository(trx)
    const knownId = await accountIdOf(trx, { issuer, subject })
    if (knownId === undefined && email === undefined) throw new EmailNotVerifiedError()
    const { account: found, isNew } =
      knownId === undefined
        ? await accounts.findOrCreate(email ?? '', newId(), now)
        : { account: { id: knownId }, isNew: false }
    const account = await accounts.lock(found.id)
    if (!account || account.disabledAt) throw new LoginRefusedError('account')
    const isConfirmed = knownId === undefined && !account.verifiedAt
    if (isConfirmed) await confirm(trx, account, now)
    else if (!isUsable(account)) throw new LoginRefusedError('account')
    await trx
      .insertInto('auth_identities')
      .values({ issuer, subject, account_id: account.id, created_at: now, last_used_at: now })
      .onConflict((it) =>
        it
          .columns(['issuer', 'subject'])
          .doUpdateSet({ last_used_at: now })
          // Another request was faster, with another account: this one stays as it was.
          .where(sql<boolean>`auth_identities.account_id = ${account.id}`),
      )
      .returning('account_id')
      .executeTakeFirstOrThrow(() => new LoginRefusedError('race'))
    const tokens = await sessions.start(account.id, from, trx)
    return { account, tokens, isNew, isConfirmed, isLinked: knownId === undefined }
  }

  /**
   * The provider has confirmed the address of an account that nobody did before. Whoever registered it
   * may be somebody else: no password of theirs, and nothing that was sent, is worth anything now.
   */
  async function confirm(trx: Kysely<Database>, { id }: Account, now: Date): Promise<void> {
    await createMailTokens(trx).removeAll(id, now)
    await sessions.endAll(id, { reason: 'password', connection: trx })
    await createAccountRepository(trx).update(id, { passwordHash: null, verifiedAt: now }, now)
  }

  return { enter }
}

async function accountIdOf(
  db: Kysely<Database>,
  { issuer, subject }: Pick<Identified, 'issuer' | 'subject'>,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('auth_identities')
    .select('account_id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row?.account_id
}
