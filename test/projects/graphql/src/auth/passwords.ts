import { withTransaction } from '../database/transaction.ts'
import { UnavailableError } from '../shared/errors.ts'
import type { Principal } from '../shared/principal.ts'
import type { AccountDependencies } from './account.dependencies.ts'
import {
  InvalidCredentialsError,
  UnusableTokenError,
  WrongPasswordError,
} from './account.errors.ts'
import { createAccountRepository } from './account.repository.ts'
import { type Account, isUsable } from './account.ts'
import { placeOf } from './client.ts'
import { createMailTokens } from './mail-tokens.ts'
import { checkPassword, normalizePassword } from './password-rules.ts'
import type { Client, Tokens } from './sessions.ts'

/** What is done with passwords: logging in, choosing another, and choosing one when it is lost. */
export function createPasswords(dependencies: AccountDependencies) {
  const { db, clock, hasher, findBreach, throttle, mails, outbox, sessions, events } = dependencies
  const accounts = createAccountRepository(db)

  /**
   * @throws InvalidCredentialsError whatever is wrong: no account, not confirmed, disabled, another
   *   password. In each case one hash is worked out.
   */
  async function login(email: string, password: string, from: Client): Promise<Tokens> {
    const pass = await throttle.attempt('login', { network: from.network, email })
    const account = await accounts.findByEmail(email)
    const typed = normalizePassword(password)
    const verdict = await hasher.verify(account?.passwordHash ?? null, typed)
    const tokens = account && verdict.isRight && (await startSession(account, from))
    if (!tokens) {
      events.record('auth.login.failed', { accountId: account?.id, ...placeOf(from) })
      throw new InvalidCredentialsError()
    }
    await pass.succeeded()
    if (verdict.isOutdated) await rehash(account, typed)
    return tokens
  }

  /** Not when the account was disabled, or its password changed, while the hash was worked out. */
  function startSession(checked: Account, from: Client): Promise<Tokens | undefined> {
    return withTransaction(db, async (trx) => {
      const account = await createAccountRepository(trx).lock(checked.id)
      const isSame = account?.passwordHash === checked.passwordHash
      return account && isSame && isUsable(account)
        ? sessions.start(account.id, from, trx)
        : undefined
    })
  }

  async function rehash({ id, passwordHash }: Account, typed: string): Promise<void> {
    try {
      await accounts.rehash(id, passwordHash ?? '', await hasher.hash(typed))
    } catch (error) {
      // There is time for it at another login.
      if (!(error instanceof UnavailableError)) throw error
    }
  }

  /** Everything that is logged in elsewhere is logged out. */
  async function change(
    { id, sessionId }: Principal,
    { currentPassword, password }: { readonly currentPassword: string; readonly password: string },
    from: Client,
  ): Promise<void> {
    const account = await accounts.find(id)
    if (!account) throw new InvalidCredentialsError()
    const safe = await checkPassword(password, account.email, findBreach)
    // Whoever has somebody's token could guess here as well.
    const pass = await throttle.attempt('login', { network: from.network, email: account.email })
    const verdict = await hasher.verify(account.passwordHash, normalizePassword(currentPassword))
    if (!verdict.isRight) throw new WrongPasswordError()
    await pass.succeeded()
    const passwordHash = await hasher.hash(safe)
    await outbox.inTransaction(db, async (trx, send) => {
      const now = clock.now()
      await createAccountRepository(trx).update(id, { passwordHash }, now)
      await createMailTokens(trx).removeAll(id, now, ['reset'])
      await sessions.endAll(id, { reason: 'password', except: sessionId, connection: trx })
      await send(mails.passwordChanged(account.email))
    })
    events.record('auth.password.changed', { accountId: id, ...placeOf(from) })
  }

  /** Sends a token to choose another password with. Nothing changes until it is used. */
  async function askReset(email: string, from: Client): Promise<void> {
    await throttle.attempt('mail', { network: from.network, email })
    // All of it after the answer, so that it takes as long for an address without an account.
    await outbox.request({ kind: 'reset', email, from: placeOf(from) })
  }

  /**
   * Everything that is logged in is logged out, also whoever does this: it proves that somebody reads
   * the mails of an address, and no more.
   */
  async function reset(secret: string, password: string, from: Client): Promise<void> {
    const pass = await throttle.attempt('login', { network: from.network })
    const token = await createMailTokens(db).find(secret, ['reset'], clock.now())
    if (!token) throw new UnusableTokenError()
    const passwordHash = await hasher.hash(await checkPassword(password, token.email, findBreach))
    const account = await outbox.inTransaction(db, async (trx, send) => {
      const now = clock.now()
      const repository = createAccountRepository(trx)
      const found = await repository.lock(token.accountId)
      const isCurrent = found?.email.toLowerCase() === token.email.toLowerCase()
      const tokens = createMailTokens(trx)
      if (!found || !isCurrent || found.disabledAt || !(await tokens.take(secret))) {
        throw new UnusableTokenError()
      }
      // Who chose the passwords that wait for a confirmation is not known.
      await tokens.removeAll(found.id, now)
      const verifiedAt = found.verifiedAt ?? now
      await repository.update(found.id, { passwordHash, verifiedAt }, now)
      await sessions.endAll(found.id, { reason: 'password', connection: trx })
      await send(mails.passwordChanged(found.email))
      return found
    })
    await pass.succeeded()
    await throttle.clear('login', account.email)
    events.record('auth.password.reset', { accountId: account.id, ...placeOf(from) })
  }

  return { login, change, askReset, reset }
}
