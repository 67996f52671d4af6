import { withTransaction } from '../database/transaction.ts'
import type { Principal } from '../shared/principal.ts'
import type { AccountDependencies } from './account.dependencies.ts'
import { AccountNotFoundError, InvalidCredentialsError, OwnAccountError } from './account.errors.ts'
import { createAccountRepository } from './account.repository.ts'
import type { Account } from './account.ts'
import { placeOf } from './client.ts'
import type { Client } from './sessions.ts'

/** The role whose holders look after accounts. */
export const ADMINISTRATOR = 'admin'

/** What an administrator may change. */
export interface Administration {
  readonly roles?: readonly string[]
  readonly disabled?: boolean
}

/** What somebody does with the own account, and an administrator with those of others. */
export function createAccountService(dependencies: AccountDependencies) {
  const { db, clock, throttle, mails, outbox, sessions, events } = dependencies
  const accounts = createAccountRepository(db)

  async function get(id: string): Promise<Account> {
    const account = await accounts.find(id)
    if (!account) throw new AccountNotFoundError()
    return account
  }

  /** The account of whoever calls. */
  async function own({ id }: Principal): Promise<Account> {
    const account = await accounts.find(id)
    if (!account) throw new InvalidCredentialsError()
    return account
  }

  /** Sends a token to the new address; until it is confirmed the old one stays. */
  async function askEmail(principal: Principal, email: string, from: Client): Promise<void> {
    const account = await own(principal)
    await throttle.attempt('mail', { network: from.network, email })
    await outbox.request({ kind: 'verify-email', email, accountId: account.id })
  }

  /** With its sessions and tokens. What the account owns stays: it belongs to nobody then. */
  async function remove(principal: Principal, from: Client): Promise<void> {
    const account = await own(principal)
    await outbox.inTransaction(db, async (trx, send) => {
      const isRemoved = await createAccountRepository(trx).remove(account.id)
      if (!isRemoved) throw new InvalidCredentialsError()
      await send(mails.accountRemoved(account.email))
    })
    events.record('auth.account.removed', { accountId: account.id, ...placeOf(from) })
  }

  async function administer(
    id: string,
    { roles, disabled }: Administration,
    by: Principal,
    from: Client,
  ): Promise<Account> {
    const isLoss = disabled === true || (roles && !roles.includes(ADMINISTRATOR))
    if (id === by.id && isLoss) throw new OwnAccountError()
    const account = await withTransaction(db, async (trx) => {
      const now = clock.now()
      const repository = createAccountRepository(trx)
      const before = await repository.lock(id)
      if (!before) throw new AccountNotFoundError()
      if (disabled) await sessions.endAll(id, { reason: 'disabled', connection: trx })
      const disabledAt = disabled ? (before.disabledAt ?? now) : null
      const changes = { ...(roles && { roles }), ...(disabled !== undefined && { disabledAt }) }
      return repository.update(id, changes, now)
    })
    if (!account) throw new AccountNotFoundError()
    const details = { accountId: id, byAccountId: by.id, ...placeOf(from) }
    if (roles) events.record('auth.roles.changed', { ...details, roles })
    if (disabled === true) events.record('auth.account.disabled', details)
    if (disabled === false) events.record('auth.account.enabled', details)
    return account
  }

  async function endSessions(id: string): Promise<void> {
    await get(id)
    await sessions.endAll(id, { reason: 'revoked' })
  }

  return { get, own, askEmail, remove, administer, endSessions }
}
