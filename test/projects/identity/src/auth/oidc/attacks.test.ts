import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createOidcApp, type OidcApp } from '../../../test/support/oidc-app.ts'
import { withQuery } from '../../../test/support/oidc-browser.ts'
import { steppedClock } from '../../../test/support/sessions.ts'

// What somebody does who wants to be logged in as another, or another to be logged in as them.

let app: OidcApp
const clock = steppedClock()

beforeAll(async () => {
  app = await createOidcApp({ clock })
})

afterEach(() => vi.useRealTimers())
afterAll(() => app.close())

const ann = { sub: 'ann', email: 'ann@example.com', email_verified: true }

/** A login up to where the browser comes back, which is tried in other ways then. */
async function comeBack(provider: 'one' | 'two' = 'one') {
  app[provider].seat(ann)
  const browser = app.browser()
  const path = await browser.passThrough(await browser.begin(provider))
  return { browser, path }
}

describe('the state (S-OI1)', () => {
  const other = 'A'.repeat(43)
  it.each([
    ['is missing', { state: undefined }],
    ['is another one', { state: other }],
    ['has another form', { state: '1' }],
    ['is empty', { state: '' }],
  ])('is not believed where it %s, and the login goes on with its own', async (_, change) => {
    const { browser, path } = await comeBack()
    const answer = await browser.visit(withQuery(path, change))

    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'login_not_found' })
    expect((await browser.visit(path)).statusCode).toBe(200)
  })

  it('is used once, also by those who come at once', async () => {
    const { browser, path } = await comeBack()
    const answers = await Promise.all(Array.from({ length: 10 }, () => browser.visit(path)))

    const codes = answers.map((it) => it.json().code ?? 'taken').sort()
    expect(codes).toEqual([...Array(9).fill('login_not_found'), 'taken'])
  })

  it('is that of another browser', async () => {
    const { browser, path } = await comeBack()
    const stranger = app.browser()

    expect((await stranger.visit(path)).statusCode).toBe(400)
    await stranger.begin('one')
    expect((await stranger.visit(path)).statusCode).toBe(400)
    expect((await browser.visit(path)).statusCode).toBe(200)
  })

  it('is not taken from a browser in which somebody else may have put a cookie', async () => {
    const { browser, path } = await comeBack()
    const own = browser.cookies.get('__Host-oidc')
    const cookie = `__Host-oidc=${own}; __Host-oidc=${other}`

    expect((await app.api.inject({ url: path, headers: { cookie } })).statusCode).toBe(400)
  })

  it('is over after ten minutes, and taken away', async () => {
    const { browser, path } = await comeBack()
    clock.advance(600_000)

    expect((await browser.visit(path)).statusCode).toBe(400)
    await browser.begin('one')
    const left = await app.db.selectFrom('auth_oidc_logins').select('expires_at').execute()
    expect(left.filter(({ expires_at }) => expires_at <= clock.now())).toEqual([])
  })
})

it('redeems no code a second time (S-OI1)', async () => {
  const first = await comeBack()
  expect((await first.browser.visit(first.path)).statusCode).toBe(200)
  const code = new URL(first.path, 'http://localhost').searchParams.get('code') ?? ''

  const second = await comeBack()
  const answer = await second.browser.visit(withQuery(second.path, { code }))

  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toMatchObject({ code: 'login_refused' })
})

it('redeems no code that somebody else has asked for (PKCE)', async () => {
  const victim = await comeBack()
  const code = new URL(victim.path, 'http://localhost').searchParams.get('code') ?? ''
  const thief = await comeBack()

  const answer = await thief.browser.visit(withQuery(thief.path, { code }))
  expect(answer.json()).toMatchObject({ status: 400, code: 'login_refused' })
})

it('takes no ID token that was made for another login (nonce)', async () => {
  const { browser, path } = await comeBack()
  await app.db.updateTable('auth_oidc_logins').set({ nonce: 'another' }).execute()

  expect((await browser.visit(path)).json()).toMatchObject({ status: 400, code: 'login_refused' })
})

describe('an answer of another provider (S-OI2)', () => {
  it('is refused where it names that one', async () => {
    const { browser, path } = await comeBack()
    const answer = await browser.visit(withQuery(path, { iss: app.two.issuer }))

    expect(answer.json()).toMatchObject({ status: 400, code: 'login_refused' })
  })

  it('is refused where it names nobody, though the provider does', async () => {
    const { browser, path } = await comeBack()
    const answer = await browser.visit(withQuery(path, { iss: undefined }))

    expect(answer.json()).toMatchObject({ status: 400, code: 'login_refused' })
  })

  it('is refused where it comes back to the address of the other', async () => {
    const { browser, path } = await comeBack()
    const before = app.two.requests()
    const answer = await browser.visit(path.replace('/oidc/one/', '/oidc/two/'))

    expect(answer.json()).toMatchObject({ status: 400, code: 'login_not_found' })
    expect(app.two.requests()).toBe(before)
  })
})

it('tells of a provider that refuses no more than that, and goes on', async () => {
  const { browser, path } = await comeBack()
  const refusal = { code: undefined, error: 'access_denied', error_description: '<script>' }
  const answer = await browser.visit(withQuery(path, refusal))

  expect(answer.json()).toMatchObject({ status: 400, code: 'login_refused' })
  expect(answer.body).not.toContain('script')
  const refused = app.logs.findLast(({ event }) => event === 'auth.oidc.refused')
  expect(refused).toMatchObject({
    provider: 'one',
    reason: expect.stringContaining('access_denied'),
  })
})

it('takes tokens that the provider signs with a new key (S-OI4)', async () => {
  expect((await app.logIn(ann)).statusCode).toBe(200)
  await app.one.rotate()
  // Its keys are asked for again when a name is new, though not for each that somebody makes up.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 })

  expect((await app.logIn(ann)).statusCode).toBe(200)
})

it('begins no login that ends on another site (S-OI5)', async () => {
  for (const returnTo of ['//evil.example', '/\\evil.example', 'https:evil.example']) {
    const query = new URLSearchParams({ returnTo })
    const answer = await app.api.inject({ url: `/v1/auth/oidc/one?${query}` })

    expect(answer.json()).toMatchObject({ status: 400, code: 'invalid_return_to' })
    expect(answer.headers['set-cookie']).toBeUndefined()
  }
})

it('costs little when it is asked for what is not there', async () => {
  const before = [app.one.requests(), app.two.requests()]
  const unknown = await app.api.inject({ url: '/v1/auth/oidc/three' })
  expect(unknown.json()).toMatchObject({ status: 404, code: 'provider_not_found' })
  const strange = await app.api.inject({ url: '/v1/auth/oidc/__proto__/callback?state=1' })
  expect(strange.statusCode).toBe(400)
  const made = await app.api.inject({
    url: `/v1/auth/oidc/one/callback?state=${'x'.repeat(43)}&code=1`,
  })
  expect(made.json()).toMatchObject({ status: 400, code: 'login_not_found' })
  const head = await app.api.inject({ method: 'HEAD', url: '/v1/auth/oidc/one' })
  expect(head.statusCode).toBe(405)
  const twice = await app.api.inject({ url: '/v1/auth/oidc/one/callback?state=1&state=2' })
  expect(twice.statusCode).toBe(400)
  expect([app.one.requests(), app.two.requests()]).toEqual(before)
})

it('keeps nothing that could be used, and logs nothing of it (S-OI6)', async () => {
  const { browser, path } = await comeBack()
  const { state = '', code = '' } = Object.fromEntries(new URL(path, 'http://x').searchParams)
  const open = JSON.stringify(await app.db.selectFrom('auth_oidc_logins').selectAll().execute())
  expect(open).not.toContain(state)
  const cookie = browser.cookies.get('__Host-oidc') ?? ''
  const { accessToken, refreshToken } = (await browser.visit(path)).json()

  const tables = ['auth_oidc_logins', 'auth_identities', 'auth_accounts', 'auth_sessions'] as const
  const rows = await Promise.all(tables.map((it) => app.db.selectFrom(it).selectAll().execute()))
  const dump = JSON.stringify([rows, app.logs])
  for (const secret of [state, code, cookie, accessToken, refreshToken]) {
    expect(secret.length).toBeGreaterThan(20)
    expect(dump).not.toContain(secret)
  }
  expect(JSON.stringify(app.logs)).not.toContain(ann.email)
})
