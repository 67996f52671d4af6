import { pathToFileURL } from 'node:url'
import { createAccountRepository } from '../auth/account.repository.ts'
import { ADMINISTRATOR } from '../auth/account.service.ts'
import { createMailTokens } from '../auth/mail-tokens.ts'
import { readConfig } from '../config.ts'
import { type DatabaseHandle, openDatabase } from '../database/connection.ts'
import { withTransaction } from '../database/transaction.ts'
import { createLogger } from '../observability/logger.ts'
import { createSecurityEvents, type SecurityEvents } from '../observability/security-events.ts'
import { systemClock } from '../shared/clock.ts'
import { newId } from '../shared/id.ts'
import { assertReachable, explainStartFailure } from '../start-failure.ts'

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

async function main([email, ...more]: readonly string[]): Promise<number> {
  if (email === undefined || more.length > 0 || !/^[^\s@]+@[^\s@]+$/.test(email)) {
    process.stderr.write(usage)
    return 2
  }
  const matters = (variable: string) => /^(NODE_ENV|LOG_LEVEL|DATA_DIR|DATABASE_)/.test(variable)
  const config = readConfig(process.env, undefined, matters)
  const logger = await createLogger(config)
  const database = await openDatabase(config, logger)
  try {
    await assertReachable(database)
    const { isNew, token } = await appoint(database.db, email, createSecurityEvents(logger))
    process.stdout.write(
      [
        `${email} is an administrator${isNew ? ', with a new account' : ''}. The password is chosen by`,
        'POST /v1/auth/password-reset {"token":"…","password":"…"} within half an hour, with the token',
        '',
        token,
        '',
      ].join('\n'),
    )
    return 0
  } finally {
    await database.close()
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    process.exitCode = await main(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${explainStartFailure(error) ?? (error as Error).stack}\n`)
    process.exitCode = 1
  }
}
