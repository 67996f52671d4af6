import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forgedTokens, type GoodToken, signToken } from '../../test/support/forged-tokens.ts'
import { exchange } from '../../test/support/http.ts'
import { createSessionApp, type SessionApp, withToken } from '../../test/support/sessions.ts'
import { createKey, printKeySet } from './keys/key-set.ts'
import { createMailTokens } from './mail-tokens.ts'

// What an attacker sends, to the whole application. The table is in test/support/forged-tokens.ts.

let app: SessionApp
let good: GoodToken
let token: string
let refreshToken: string
let origin: string

beforeAll(async () => {
  app = await createSessionApp()
  const tokens = await app.logIn()
  token = tokens.accessToken
  refreshToken = tokens.refreshToken
  good = app.readToken(token)
  origin = (await app.listen()).api
})
afterAll(() => app.close())

const ask = (authorization: string, url = '/v1/auth/sessions') =>
  app.api.inject({ url, headers: { authorization } })

test('a good token is taken', async () => {
  expect((await ask(`Bearer ${token}`)).statusCode).toBe(200)
  expect((await ask(`bearer  ${token}`)).statusCode).toBe(200)
  // Signed by the test itself: what the table is made of is good but for what it names.
  const own = signToken(good.header, good.claims, good.key)
  expect((await ask(`Bearer ${own}`)).statusCode).toBe(200)
})

test('every forged token is refused, and it is not told why', async () => {
  const { kid: _, ...nameless } = good.header
  const forged = [
    ...forgedTokens(good),
    ['no kid', signToken(nameless, good.claims, good.key)] as const,
  ]
  expect(forged.length).toBeGreaterThan(150)
  for (const [what, forgery] of forged) {
    const answer = await ask(`Bearer ${forgery}`)
    expect(answer.statusCode, what).toBe(401)
    expect(answer.headers['www-authenticate'], what).toBe('Bearer error="invalid_token"')
    expect(answer.headers['cache-control'], what).toBe('no-store')
    const { code, detail } = answer.json()
    expect(code, what).toBe('invalid_token')
    expect(detail, what).toMatch(/^The token (is not valid|has expired)\.$/)
  }
})

test.each(['sid', 'client_id', 'jti'])('a token without %s is refused', async (name) => {
  for (const value of [undefined, '', 1, null, "' or 1=1 --", [good.claims[name]]]) {
    const claims = { ...good.claims, [name]: value }
    const isText = typeof value === 'string' && value !== ''
    if (isText && name !== 'sid') continue
    const answer = await ask(`Bearer ${signToken(good.header, claims, good.key)}`)
    expect(answer.statusCode, `${name} ${JSON.stringify(value)}`).toBe(401)
  }
})

test('a token of another environment is refused, though both have a key of one name', async () => {
  const key = createKey(0)
  const staging = { AUTH_KEYS: printKeySet([{ ...key, kid: app.key.kid }]) }
  const other = await createSessionApp({
    database: app.database,
    env: { ...staging, AUTH_ISSUER: 'https://staging.example.com' },
  })
  const { accessToken } = await other.logIn()
  expect((await ask(`Bearer ${accessToken}`)).statusCode).toBe(401)
  const answer = await other.api.inject({ url: '/v1/auth/sessions', headers: withToken(token) })
  expect(answer.statusCode).toBe(401)
  await other.close()
})

describe('the field', () => {
  test.each([
    ['two tokens', () => `Bearer ${token} ${token}`],
    ['a list of two', () => `Bearer ${token}, Bearer ${token}`],
    ['a token in quotes', () => `Bearer "${token}"`],
    ['a parameter', () => `Bearer token=${token}`],
    ['a tab', () => `Bearer\t${token}`],
    ['no token', () => 'Bearer'],
    ['no token, and spaces', () => 'Bearer   '],
    ['a token and a comma', () => `Bearer ${token},`],
  ])('with %s says nothing that is believed', async (_, field) => {
    const answer = await ask(field())
    expect(answer.statusCode).toBe(401)
    expect(answer.json().code).toBe('invalid_token')
  })

  test.each([
    ['of another scheme', () => `Basic ${Buffer.from('a:b').toString('base64')}`],
    ['that is the token alone', () => token],
    ['of a scheme that begins alike', () => `BearerX ${token}`],
    ['that is empty', () => ''],
  ])('%s says nothing of who calls', async (_, field) => {
    const answer = await ask(field())
    expect(answer.statusCode).toBe(401)
    expect(answer.json().code).toBe('unauthenticated')
    expect(answer.headers['www-authenticate']).toBe('Bearer')
  })

  test('is there once, or it says nothing, whichever of the two is good', async () => {
    for (const fields of [
      [`Bearer ${token}`, 'Bearer x'],
      ['Bearer x', `Bearer ${token}`],
    ]) {
      const lines = fields.map((it) => `Authorization: ${it}\r\n`).join('')
      const bytes = `GET /v1/auth/sessions HTTP/1.1\r\nHost: a\r\n${lines}Connection: close\r\n\r\n`
      expect(await exchange(origin, bytes)).toMatch(/^HTTP\/1.1 401 /)
    }
  })

  test.each([9_000, 1_000_000])('of %i letters is refused, and nothing breaks', async (length) => {
    const bytes = `GET /v1/auth/sessions HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer ${'x'.repeat(length)}\r\n\r\n`
    expect(await exchange(origin, bytes)).toMatch(/^HTTP\/1.1 (401|431) |^$/)
    expect((await app.api.inject('/health/live')).statusCode).toBe(200)
  })
})

describe('a token is looked for nowhere else', () => {
  test.each(['access_token', 'token', 'authorization'])('not in ?%s', async (name) => {
    const answer = await app.api.inject(`/v1/auth/sessions?${name}=${token}`)
    expect(answer.statusCode).toBe(401)
    expect(answer.json().code).toBe('unauthenticated')
  })

  test('not in a cookie, nor in other fields', async () => {
    const headers = {
      cookie: `access_token=${token}; authorization=Bearer ${token}`,
      'x-access-token': token,
      'proxy-authorization': `Bearer ${token}`,
      'x-forwarded-authorization': `Bearer ${token}`,
    }
    const answer = await app.api.inject({ url: '/v1/auth/sessions', headers })
    expect(answer.json().code).toBe('unauthenticated')
  })
})

describe('what is for something else', () => {
  test('a refresh token is no access token', async () => {
    expect((await ask(`Bearer ${refreshToken}`)).json().code).toBe('invalid_token')
  })

  test('an access token refreshes nothing, and ends nothing where a refresh token is due', async () => {
    for (const path of ['refresh', 'logout']) {
      const payload = { refreshToken: token }
      const answer = await app.api.inject({ method: 'POST', url: `/v1/auth/${path}`, payload })
      expect(answer.statusCode, path).toBe(422)
    }
    expect((await ask(`Bearer ${token}`)).statusCode).toBe(200)
  })

  test('what was sent by mail is neither', async () => {
    const accountId = await app.signUp()
    const to = { email: 'someone@example.com', passwordHash: null }
    const mail = { accountId, purpose: 'reset', ...to } as const
    const mailToken = await createMailTokens(app.db).create(mail, new Date())
    const answer = await app.post('refresh', { refreshToken: mailToken })
    expect(answer.json().code).toBe('invalid_refresh_token')
    expect((await ask(`Bearer ${mailToken}`)).json().code).toBe('invalid_token')
  })

  test('the digest of a refresh token, which the database has, refreshes nothing', async () => {
    const rows = await app.db.selectFrom('auth_refresh_tokens').select('hash').execute()
    for (const { hash } of rows) {
      const payload = { refreshToken: hash.toString('base64url') }
      const answer = await app.api.inject({ method: 'POST', url: '/v1/auth/refresh', payload })
      expect(answer.statusCode).toBe(401)
    }
  })
})

test('what was refused is told to whoever looks after the service, without the token', () => {
  const events = app.securityEvents().filter(({ event }) => event === 'auth.token.refused')
  const reasons = new Set(events.map(({ reason }) => reason))
  expect([...reasons].sort()).toEqual(
    ['algorithm', 'claims', 'form', 'key', 'session', 'signature', 'time', 'type'].sort(),
  )
  const text = JSON.stringify(app.logs)
  expect(text).not.toContain(token)
  expect(text).not.toContain(refreshToken)
})
