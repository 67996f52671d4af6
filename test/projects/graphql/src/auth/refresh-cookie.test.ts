import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createSessionApp, type SessionApp, withToken } from '../../test/support/sessions.ts'

// A page in a browser keeps its refresh token where no script can read it (S-RT8).

const page = { origin: 'https://api.example.com', 'sec-fetch-site': 'same-origin' }
let app: SessionApp

beforeAll(async () => {
  const env = { AUTH_REFRESH_COOKIE: 'true', AUTH_ISSUER: 'https://api.example.com' }
  app = await createSessionApp({ env })
})
afterAll(() => app.close())

const cookieOf = (token: string) => ({ cookie: `theme=dark; __Host-refresh=${token}` })

test('a refresh takes the cookie, and gives the next one in no body', async () => {
  const { refreshToken } = await app.logIn()
  const answer = await app.post('refresh', {}, { ...page, ...cookieOf(refreshToken) })
  expect(answer.statusCode).toBe(200)
  expect(Object.keys(answer.json()).sort()).toEqual(['accessToken', 'expiresIn', 'tokenType'])
  const set = String(answer.headers['set-cookie'])
  expect(set).toMatch(
    /^__Host-refresh=[\w-]{43}; Max-Age=7776000; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
  )
  const next = /=([\w-]{43});/.exec(set)?.[1] ?? ''
  expect(next).not.toBe(refreshToken)
  expect((await app.post('refresh', {}, { ...page, ...cookieOf(next) })).statusCode).toBe(200)
})

test('a token in the body is no cookie, and changes nothing', async () => {
  const { refreshToken } = await app.logIn()
  expect((await app.post('refresh', { refreshToken }, page)).statusCode).toBe(401)
  const own = { ...page, ...cookieOf(refreshToken) }
  expect((await app.post('refresh', {}, own)).statusCode).toBe(200)
})

test.each([
  ['two of the name', (token: string) => `__Host-refresh=${token}; __Host-refresh=${token}`],
  ['a name that ends alike', (token: string) => `x__Host-refresh=${token}`],
  ['a name without its prefix', (token: string) => `refresh=${token}`],
  ['more behind it', (token: string) => `__Host-refresh=${token}x`],
])('a cookie with %s is none', async (_, cookie) => {
  const { refreshToken } = await app.logIn()
  const answer = await app.post('refresh', {}, { ...page, cookie: cookie(refreshToken) })
  expect(answer.json().code).toBe('unauthenticated')
})

test('a logout takes the cookie away', async () => {
  const { refreshToken, accessToken } = await app.logIn()
  const answer = await app.post('logout', {}, { ...page, ...cookieOf(refreshToken) })
  expect(answer.statusCode).toBe(204)
  expect(answer.headers['set-cookie']).toMatch(/^__Host-refresh=; Max-Age=0; Path=\/; Secure/)
  expect(await app.statusFor(accessToken)).toBe(401)
})

describe('a request from', () => {
  const foreign: [string, Record<string, string>][] = [
    ['a page of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a page of another site, in an old browser', { origin: 'https://evil.example' }],
    ['a page whose address begins alike', { origin: 'https://api.example.com.evil.example' }],
    ['a page whose address ends alike', { origin: 'https://evilapi.example.com' }],
    ['a page without TLS', { origin: 'http://api.example.com' }],
    ['another port', { origin: 'https://api.example.com:8443' }],
    ['a page in a sandbox', { origin: 'null' }],
    [
      'a sibling of ours that is not named',
      { origin: 'https://blog.example.com', 'sec-fetch-site': 'same-site' },
    ],
    [
      'a page that says it is ours, which the browser does not',
      { ...page, 'sec-fetch-site': 'cross-site' },
    ],
    ['whoever does not say where', {}],
    ['a link', { 'sec-fetch-site': 'none' }],
  ]

  test.each(foreign)('%s is refused, and uses nothing up', async (_, headers) => {
    const { refreshToken, accessToken } = await app.logIn()
    for (const path of ['refresh', 'logout']) {
      const answer = await app.post(path, {}, { ...headers, ...cookieOf(refreshToken) })
      expect(answer.statusCode).toBe(403)
      expect(answer.json().code).toBe('foreign_page')
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
    expect(await app.statusFor(accessToken)).toBe(200)
    const own = { ...page, ...cookieOf(refreshToken) }
    expect((await app.post('refresh', {}, own)).statusCode).toBe(200)
  })

  test('a form is refused, whatever it calls its content', async () => {
    const { refreshToken } = await app.logIn()
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data']) {
      const answer = await app.api.inject({
        method: 'POST',
        url: '/v1/auth/refresh',
        headers: { ...page, ...cookieOf(refreshToken), 'content-type': type },
        payload: '{}',
      })
      expect(answer.statusCode, type).toBe(415)
    }
  })

  test('whoever has a token in its header is taken from anywhere', async () => {
    const { accessToken } = await app.logIn()
    const answer = await app.post('logout-all', undefined, withToken(accessToken))
    expect(answer.statusCode).toBe(204)
  })

  test('a page of another site gets nothing to read', async () => {
    const { accessToken } = await app.logIn()
    const answer = await app.api.inject({
      url: '/v1/auth/sessions',
      headers: { ...withToken(accessToken), origin: 'https://evil.example' },
    })
    // Nothing is changed by it, and the browser does not show the answer to that page.
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })
})

test('a page that may read answers may have the browser send the cookie, and no other page (S-HD2)', async () => {
  const env = {
    AUTH_REFRESH_COOKIE: 'true',
    AUTH_ISSUER: 'https://api.example.com',
    CORS_ORIGINS: 'https://app.example.com',
  }
  const other = await createSessionApp({ env })
  onTestFinished(() => other.close())
  const { refreshToken } = await other.logIn()
  const cookie = cookieOf(refreshToken)
  const refreshFrom = (origin: string) =>
    other.post('refresh', {}, { origin, 'sec-fetch-site': 'same-site', ...cookie })
  const refused = await refreshFrom('https://app.example.com.evil')
  expect(refused.statusCode).toBe(403)
  expect(refused.headers['access-control-allow-credentials']).toBeUndefined()
  const answer = await refreshFrom('https://app.example.com')
  expect(answer.statusCode).toBe(200)
  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': 'https://app.example.com',
    'access-control-allow-credentials': 'true',
  })
})
