import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHasher } from '../../src/auth/hasher.ts'
import { bearer, createAccount, logIn, mailTo, password, post } from '../support/accounts.ts'
import { createTestApp, type TestApp } from '../support/app.ts'

let app: TestApp
let now = Date.parse('2026-06-01T12:00:00Z')
const other = 'seven quiet harbours'
const minute = 60_000

beforeAll(async () => {
  app = await createTestApp({ identify: 'own', clock: { now: () => new Date(now) } })
})

afterAll(() => app.close())

const refresh = (refreshToken: string) => post(app, 'refresh', { refreshToken })
const statusOf = async (answer: Promise<{ statusCode: number }>) => (await answer).statusCode

async function hashOf(email: string): Promise<string | null> {
  const row = await app.db
    .selectFrom('auth_accounts')
    .select('password_hash')
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  return row.password_hash
}

describe('a login', () => {
  it('hashes a password again that was hashed with less (S-PW6)', async () => {
    const { email } = await createAccount(app, 'weak@example.com')
    const parameters = { memoryCost: 8_192, timeCost: 1, parallelism: 1 }
    const weak = await (await createHasher({ parameters })).hash(password)
    await app.db
      .updateTable('auth_accounts')
      .set({ password_hash: weak })
      .where('email', '=', email)
      .execute()

    await logIn(app, email)
    const stored = await hashOf(email)
    expect(stored).toMatch(/m=19456,t=2,p=1/)
    await logIn(app, email)
    expect(await hashOf(email)).toBe(stored)
  })

  it('takes a password however its characters are composed', async () => {
    const { email } = await createAccount(app, 'accent@example.com', 'le château brûlé ici')
    await logIn(app, email, 'le château brûlé ici'.normalize('NFD'))
  })

  it('tells passwords apart by their last character (S-PW2)', async () => {
    const long = 'stolen lighthouse '.repeat(11)
    const { email } = await createAccount(app, 'long@example.com', `${long}a`)
    expect(await statusOf(post(app, 'login', { email, password: `${long}b` }))).toBe(401)
    expect(await statusOf(post(app, 'login', { email, password: `${long}a` }))).toBe(200)
  })
})

describe('whoever changes a password (S-PW8)', () => {
  it('has to know the one there is, stays, and is logged out elsewhere', async () => {
    const { email } = await createAccount(app, 'change@example.com')
    const [here, elsewhere] = [await logIn(app, email), await logIn(app, email)]
    const wrong = { currentPassword: 'not the password', password: other }
    const refused = await post(app, 'password', wrong, bearer(here))
    expect(refused.json()).toMatchObject({ status: 422, errors: [{ pointer: '/currentPassword' }] })
    expect(await statusOf(refresh(elsewhere.refreshToken))).toBe(200)

    const body = { currentPassword: password, password: other }
    expect(await statusOf(post(app, 'password', body, bearer(here)))).toBe(204)

    expect(await statusOf(refresh(here.refreshToken))).toBe(200)
    const me = app.api.inject({ url: '/v1/me', headers: bearer(elsewhere) })
    expect(await statusOf(me)).toBe(401)
    expect(await statusOf(post(app, 'login', { email, password }))).toBe(401)
    await logIn(app, email, other)
    await mailTo(app, email, 'password-changed')
  })
})

describe('whoever has lost a password (S-PW9)', () => {
  it('chooses another with what comes by mail, once, and is logged out everywhere', async () => {
    const { email } = await createAccount(app, 'lost@example.com')
    const tokens = await logIn(app, email)
    expect(await statusOf(post(app, 'password-reset', { email }))).toBe(202)
    const { token } = await mailTo(app, email, 'reset')
    // Nothing has changed so far.
    await logIn(app, email)

    const answer = await post(app, 'password-reset', { token, password: other })
    expect(answer.statusCode).toBe(204)
    expect(answer.body).toBe('')
    expect(await statusOf(refresh(tokens.refreshToken))).toBe(401)
    expect(await statusOf(post(app, 'login', { email, password }))).toBe(401)
    await logIn(app, email, other)
    expect(await statusOf(post(app, 'password-reset', { token, password }))).toBe(422)
  })

  it('chooses one, though what came by mail is used five times at once', async () => {
    const { email } = await createAccount(app, 'hurried@example.com')
    await post(app, 'password-reset', { email })
    const { token } = await mailTo(app, email, 'reset')
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => statusOf(post(app, 'password-reset', { token, password }))),
    )
    expect(answers.sort()).toEqual([204, 422, 422, 422, 422])
  })

  it('has half an hour', async () => {
    const { email } = await createAccount(app, 'late@example.com')
    await post(app, 'password-reset', { email })
    const { token } = await mailTo(app, email, 'reset')
    now += 31 * minute
    expect(await statusOf(post(app, 'password-reset', { token, password: other }))).toBe(422)
  })

  it('cannot use what was sent to an address that is another one by now', async () => {
    const { email } = await createAccount(app, 'old@example.com')
    await post(app, 'password-reset', { email })
    const { token } = await mailTo(app, email, 'reset')
    await post(app, 'email', { email: 'new@example.com' }, bearer(await logIn(app, email)))
    await post(app, 'verify', {
      token: (await mailTo(app, 'new@example.com', 'verify-email')).token,
    })
    expect(await statusOf(post(app, 'password-reset', { token, password: other }))).toBe(422)
    await logIn(app, 'new@example.com')
    await mailTo(app, email, 'email-changed')
  })

  it('cannot use it either when somebody has changed the address in the database', async () => {
    const { email, id } = await createAccount(app, 'before@example.com')
    await post(app, 'password-reset', { email })
    const { token } = await mailTo(app, email, 'reset')
    await app.db
      .updateTable('auth_accounts')
      .set({ email: 'after@example.com' })
      .where('id', '=', id)
      .execute()
    expect(await statusOf(post(app, 'password-reset', { token, password: other }))).toBe(422)
  })
})

describe('whoever logged in a while ago (S-RT7)', () => {
  it.each([
    ['DELETE', '/v1/me', undefined],
    ['POST', '/v1/auth/email', { email: 'elsewhere@example.com' }],
  ] as const)('has to do it again for %s %s', async (method, url, payload) => {
    const { email } = await createAccount(app, `stale-${method.toLowerCase()}@example.com`)
    const { refreshToken } = await logIn(app, email)
    now += 16 * minute
    // A new token is not a new login.
    const headers = bearer((await refresh(refreshToken)).json())
    const request = { method, url, headers, ...(payload && { payload }) }
    const refused = await app.api.inject(request)
    expect(refused.json()).toMatchObject({ status: 403, code: 'reauthentication_required' })

    const again = bearer(await logIn(app, email))
    expect((await app.api.inject({ ...request, headers: again })).statusCode).toBeLessThan(300)
  })
})

it('takes no address that is somebody else’s, and does not tell', async () => {
  await createAccount(app, 'taken@example.com')
  const { email } = await createAccount(app, 'mover@example.com')
  const asked = await post(
    app,
    'email',
    { email: 'Taken@example.com' },
    bearer(await logIn(app, email)),
  )
  expect(asked.statusCode).toBe(202)
  expect((await mailTo(app, 'taken@example.com', 'already-registered')).token).toBe('')

  // Free when it was asked for, and taken when it is confirmed.
  await post(app, 'email', { email: 'race@example.com' }, bearer(await logIn(app, email)))
  const { token } = await mailTo(app, 'race@example.com', 'verify-email')
  await createAccount(app, 'race@example.com')
  expect(await statusOf(post(app, 'verify', { token }))).toBe(422)
  await logIn(app, email)
})

it('removes an account with all that is logged in', async () => {
  const { email, id } = await createAccount(app, 'leaver@example.com')
  const tokens = await logIn(app, email)
  const removed = app.api.inject({ method: 'DELETE', url: '/v1/me', headers: bearer(tokens) })
  expect(await statusOf(removed)).toBe(204)
  expect(await statusOf(app.api.inject({ url: '/v1/me', headers: bearer(tokens) }))).toBe(401)
  expect(await statusOf(refresh(tokens.refreshToken))).toBe(401)
  const left = app.db.selectFrom('auth_sessions').select('id').where('account_id', '=', id)
  expect(await left.execute()).toEqual([])
})

describe('an administrator', () => {
  async function administrator() {
    const { id, email } = await createAccount(app, `admin-${now++}@example.com`)
    await app.db
      .updateTable('auth_accounts')
      .set({ roles: ['admin'] })
      .where('id', '=', id)
      .execute()
    return { id, headers: bearer(await logIn(app, email)) }
  }

  it('disables an account, which holds at the next request, and enables it again', async () => {
    const { headers } = await administrator()
    const { id, email } = await createAccount(app, 'bad@example.com')
    const tokens = await logIn(app, email)
    const patch = (payload: object) =>
      app.api.inject({ method: 'PATCH', url: `/v1/accounts/${id}`, headers, payload })

    expect((await patch({ disabled: true })).json()).toMatchObject({ id, disabled: true })
    expect(await statusOf(app.api.inject({ url: '/v1/me', headers: bearer(tokens) }))).toBe(401)
    expect(await statusOf(refresh(tokens.refreshToken))).toBe(401)
    const answer = await post(app, 'login', { email, password })
    expect(answer.json()).toMatchObject({ status: 401, code: 'invalid_credentials' })

    expect((await patch({ disabled: false })).json()).toMatchObject({ disabled: false })
    // What was ended stays so.
    expect(await statusOf(app.api.inject({ url: '/v1/me', headers: bearer(tokens) }))).toBe(401)
    await logIn(app, email)
  })

  it('gives roles, which hold at the next request (S-JW9)', async () => {
    const { headers } = await administrator()
    const { id, email } = await createAccount(app, 'editor@example.com')
    const own = bearer(await logIn(app, email))
    const url = `/v1/accounts/${id}`
    expect(await statusOf(app.api.inject({ url, headers: own }))).toBe(403)
    await app.api.inject({ method: 'PATCH', url, headers, payload: { roles: ['admin', 'editor'] } })
    expect((await app.api.inject({ url, headers: own })).json().roles).toEqual(['admin', 'editor'])
  })

  it('logs somebody out everywhere', async () => {
    const { headers } = await administrator()
    const { id, email } = await createAccount(app, 'out@example.com')
    const tokens = await logIn(app, email)
    const url = `/v1/accounts/${id}/sessions`
    expect(await statusOf(app.api.inject({ method: 'DELETE', url, headers }))).toBe(204)
    expect(await statusOf(app.api.inject({ url: '/v1/me', headers: bearer(tokens) }))).toBe(401)
    await logIn(app, email)
  })

  it.each([{ disabled: true }, { roles: [] }])(
    'does not do %j to the own account',
    async (payload) => {
      const { id, headers } = await administrator()
      const url = `/v1/accounts/${id}`
      const answer = await app.api.inject({ method: 'PATCH', url, headers, payload })
      expect(answer.json()).toMatchObject({ status: 409, code: 'own_account' })
    },
  )
})
