import { createAccountRepository } from '../auth/account.repository.ts'
import { ADMINISTRATOR } from '../auth/account.service.ts'
import { createMailTokens } from '../auth/mail-tokens.ts'
import type { DatabaseHandle } from '../database/connection.ts'
import { withTransaction } from '../database/transaction.ts'
import { createSecurityEvents, type SecurityEvents } from '../observability/security-events.ts'
import { systemClock } from '../shared/clock.ts'
import { newId } from '../shared/id.ts'
import { onDatabase, type Program, runAsProgram } from './program.ts'

const usage = `Usage: node src/commands/admin.ts <email>

  Makes the account with this address an administrator, and the account if there is none. It prints a
  token to choose its password with, which holds for half an hour.
`

export interface Appointment {
  readonly isNew: boolean
  /** For POST /v1/auth/password-reset. */
  readonly token: string
}

/** Nobody has a password that somebody else has seen: whoever gets the token chooses one. */
export async function appoint(
  db: DatabaseHandle['db'],
  email: string,
  events: SecurityEvents,
): Promise<Appointment> {
  const now = systemClock.now()
  const { account, isNew, token } = await withTransaction(db, async (trx) => {
    const accounts = createAccountRepository(trx)
    const found = await accounts.findOrCreate(email, newId(), now)
    const { id, roles } = found.account
    await accounts.update(id, { roles: [...new Set([...roles, ADMINISTRATOR])] }, now)
    const reset = { accountId: id, purpose: 'reset', email, passwordHash: null } as const
    return { ...found, token: await createMailTokens(trx).create(reset, now) }
  })
  const roles = [...new Set([...account.roles, ADMINISTRATOR])]
  events.record('auth.roles.changed', { accountId: account.id, roles, reason: 'command' })
  return { isNew, token }
}

const main: Program = async ([email, ...more], { env, out, err }) => {
  if (email === undefined || more.length > 0 || !/^[^\s@]+@[^\s@]+$/.test(email)) {
    err(usage)
    return 2
  }
  return onDatabase(env, async ({ db }, logger) => {
    const { isNew, token } = await appoint(db, email, createSecurityEvents(logger))
    out(
      [
        `${email} is an administrator${isNew ? ', with a new account' : ''}. The password is chosen by`,
        'POST /v1/auth/password-reset {"token":"…","password":"…"} within half an hour, with the token',
        '',
        token,
        '',
      ].join('\n'),
    )
    return 0
  })
}

await runAsProgram(import.meta.url, main)
