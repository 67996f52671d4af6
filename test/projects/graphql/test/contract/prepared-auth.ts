import { createHasher } from '../../src/auth/hasher.ts'
import { createMailTokens, type Purpose } from '../../src/auth/mail-tokens.ts'
import { newId } from '../../src/shared/id.ts'
import { password } from '../support/accounts.ts'
import type { TestApp } from '../support/app.ts'
import { someone } from '../support/identity.ts'
import { sessionsOf } from '../support/sessions.ts'
import type { Prepare } from './prepared.ts'

// What can be used once, or is gone after it was asked for, is made anew for each call.

const email = 'someone@example.com'
// By parameters that take no time: what a password costs is not what the walk is about.
const parameters = { memoryCost: 8, timeCost: 1, parallelism: 1 }
const passwordHash = createHasher({ parameters }).then((hasher) => hasher.hash(password))

/** The account of whoever the walk calls as, as it was at first. */
async function storeOwn(app: TestApp): Promise<void> {
  const now = new Date()
  const state = { email, password_hash: await passwordHash, verified_at: now, disabled_at: null }
  await app.db
    .insertInto('auth_accounts')
    .values({ id: someone.id, ...state, created_at: now, updated_at: now })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(state))
    .execute()
}

async function storeOther(app: TestApp): Promise<string> {
  const id = newId()
  const now = new Date()
  await app.db
    .insertInto('auth_accounts')
    .values({ id, email: `${id}@example.com`, verified_at: now, created_at: now, updated_at: now })
    .execute()
  return id
}

async function tokenFor(app: TestApp, purpose: Purpose): Promise<string> {
  await storeOwn(app)
  const token = { accountId: someone.id, purpose, email, passwordHash: await passwordHash }
  return createMailTokens(app.db).create(token, new Date())
}

const own: Prepare = async (app) => {
  await storeOwn(app)
  return {}
}

const other: Prepare = async (app) => ({ path: { id: await storeOther(app) } })

/** A session of the account, which no password was needed for. */
async function startSession(app: TestApp) {
  await storeOwn(app)
  const sessions = await sessionsOf(app)
  return sessions.start(someone.id, { network: '203.0.113.1' })
}

const session: Prepare = async (app) => {
  const { refreshToken } = await startSession(app)
  return { body: { refreshToken } }
}

export const preparedAuth: Readonly<Record<string, Prepare>> = {
  'POST /v1/auth/verify': async (app) => ({ body: { token: await tokenFor(app, 'verify') } }),
  'POST /v1/auth/login': async (app) => {
    await storeOwn(app)
    return { body: { email, password } }
  },
  'POST /v1/auth/refresh': session,
  'POST /v1/auth/logout': session,
  'POST /v1/auth/password': async (app) => {
    await storeOwn(app)
    return { body: { currentPassword: password, password } }
  },
  'POST /v1/auth/password-reset': async (app) => ({
    body: { token: await tokenFor(app, 'reset'), password },
  }),
  'POST /v1/auth/email': own,
  'DELETE /v1/auth/sessions/{id}': async (app) => {
    await startSession(app)
    const { id } = await app.db
      .selectFrom('auth_sessions')
      .select('id')
      .where('account_id', '=', someone.id)
      .where('revoked_at', 'is', null)
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow()
    return { path: { id } }
  },
  'GET /v1/me': own,
  'DELETE /v1/me': own,
  'GET /v1/accounts/{id}': other,
  'PATCH /v1/accounts/{id}': other,
  'DELETE /v1/accounts/{id}/sessions': other,
}
