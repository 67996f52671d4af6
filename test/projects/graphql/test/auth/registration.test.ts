import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailsOf, mailTo, password, post } from '../support/accounts.ts'
import { createTestApp, type TestApp } from '../support/app.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ identify: 'own', env: { AUTH_LOGIN_MAX: '1000' } })
})

afterAll(() => app.close())

const logIn = (email: string, chosen = password) => post(app, 'login', { email, password: chosen })

function accountOf(email: string) {
  return app.db
    .selectFrom('auth_accounts')
    .selectAll()
    .where('email', '=', email)
    .executeTakeFirst()
}

it('leads from an address to a session', async () => {
  const email = 'ann@example.com'
  const registered = await post(app, 'register', { email, password })
  expect(registered.statusCode).toBe(202)
  expect(registered.headers['cache-control']).toBe('no-store')
  expect((await logIn(email)).statusCode).toBe(401)

  const { token } = await mailTo(app, email, 'verify')
  expect((await post(app, 'verify', { token })).statusCode).toBe(204)

  const answer = await logIn(email)
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toMatchObject({ tokenType: 'Bearer', expiresIn: 600 })
  const me = await app.api.inject({
    url: '/v1/me',
    headers: { authorization: `Bearer ${answer.json().accessToken}` },
  })
  expect(me.json()).toMatchObject({ email, roles: [] })
})

describe('a token that came by mail', () => {
  it('can be used once', async () => {
    await post(app, 'register', { email: 'bob@example.com', password })
    const { token } = await mailTo(app, 'bob@example.com', 'verify')
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => post(app, 'verify', { token })),
    )
    const statuses = answers.map((it) => it.statusCode).sort()
    expect(statuses).toEqual([204, 422, 422, 422, 422])
    expect((await post(app, 'verify', { token })).json()).toMatchObject({ code: 'unusable_token' })
  })

  it('is for nothing but what it was sent for', async () => {
    await post(app, 'register', { email: 'cleo@example.com', password })
    const { token } = await mailTo(app, 'cleo@example.com', 'verify')
    const answer = await post(app, 'password-reset', { token, password })
    expect(answer.json()).toMatchObject({ status: 422, code: 'unusable_token' })
  })

  it('is nowhere in the database (S-PW9)', async () => {
    await post(app, 'register', { email: 'dora@example.com', password })
    const { token } = await mailTo(app, 'dora@example.com', 'verify')
    const rows = await app.db.selectFrom('auth_mail_tokens').selectAll().execute()
    const encodings = ['latin1', 'hex', 'base64url'] as const
    const dump = rows.flatMap(({ hash }) => encodings.map((encoding) => hash.toString(encoding)))
    expect(dump.join()).not.toContain(token)
    expect(dump.join()).not.toContain(Buffer.from(token, 'base64url').toString('hex'))
    const digest = createHash('sha256').update(token).digest()
    expect(rows.filter(({ hash }) => hash.equals(digest))).toHaveLength(1)
  })
})

describe('whoever registers an address of somebody else (S-PW10)', () => {
  it('has set no password when its owner confirms it', async () => {
    const email = 'victim@example.com'
    await post(app, 'register', { email, password: 'a password of the thief' })
    const { token: stale } = await mailTo(app, email, 'verify')
    await post(app, 'register', { email, password })
    await expect
      .poll(() => mailsOf(app).then((it) => it.filter((m) => m.to === email).length))
      .toBe(2)

    await post(app, 'verify', { token: stale })

    expect((await logIn(email, 'a password of the thief')).statusCode).toBe(401)
    expect((await logIn(email)).statusCode).toBe(401)
    const { token } = await mailTo(app, email, 'choose-password')
    await post(app, 'password-reset', { token, password })
    expect((await logIn(email)).statusCode).toBe(200)
  })

  it('has no password before it is confirmed', async () => {
    await post(app, 'register', { email: 'early@example.com', password })
    expect(await accountOf('early@example.com')).toMatchObject({
      password_hash: null,
      verified_at: null,
    })
  })

  it('does not change that of an account that there is', async () => {
    const email = 'frida@example.com'
    await post(app, 'register', { email, password })
    await post(app, 'verify', { token: (await mailTo(app, email, 'verify')).token })
    await post(app, 'register', { email: 'FRIDA@example.com', password: 'a password of the thief' })
    expect((await mailTo(app, email, 'already-registered')).token).toBe('')
    expect((await logIn(email, 'a password of the thief')).statusCode).toBe(401)
    expect((await logIn('Frida@Example.com')).statusCode).toBe(200)
  })
})

it('makes one account of 50 registrations at once, whatever the case (S-PW11)', async () => {
  const spellings = Array.from({ length: 50 }, (_, at) =>
    at % 2 ? 'Gus@x.example' : 'gus@X.example',
  )
  const answers = await Promise.all(
    spellings.map((email) => post(app, 'register', { email, password })),
  )
  expect(new Set(answers.map((it) => it.statusCode))).toEqual(new Set([202]))
  const rows = await app.db.selectFrom('auth_accounts').select('email').execute()
  expect(rows.filter((it) => it.email.toLowerCase() === 'gus@x.example')).toHaveLength(1)
})

it('says which rule a password breaks', async () => {
  const answer = await post(app, 'register', {
    email: 'hugo@example.com',
    password: 'hugo hugo hugo hugo',
  })
  expect(answer.json()).toMatchObject({
    status: 422,
    code: 'unsafe_password',
    errors: [{ pointer: '/password', code: 'predictable' }],
  })
  expect(await accountOf('hugo@example.com')).toBeUndefined()
})
