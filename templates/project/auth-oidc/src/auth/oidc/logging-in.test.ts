import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bearer, createAccount, mailTo, password, post } from '../../../test/support/accounts.ts'
import { createOidcApp, type OidcApp } from '../../../test/support/oidc-app.ts'

// Against two whole providers in the process of the test: the browser goes there and comes back.

let app: OidcApp

beforeAll(async () => {
  app = await createOidcApp()
})

afterAll(() => app.close())

const me = (tokens: { accessToken: string }) =>
  app.api.inject({ url: '/v1/me', headers: bearer(tokens) })

function identitiesOf(accountId: string) {
  return app.db
    .selectFrom('auth_identities')
    .select(['issuer', 'subject'])
    .where('account_id', '=', accountId)
    .orderBy('subject')
    .execute()
}

it('leads from a provider to a session of an account that is made', async () => {
  const ann = { sub: 'ann', email: 'ann@example.com', email_verified: true }
  app.one.seat(ann)
  const answer = await app.browser().logIn('one', '/orders?page=2')

  expect(answer.statusCode).toBe(200)
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(answer.json()).toMatchObject({ tokenType: 'Bearer', returnTo: '/orders?page=2' })
  const account = (await me(answer.json())).json()
  expect(account).toMatchObject({ email: 'ann@example.com', roles: [] })
  expect(await identitiesOf(account.id)).toEqual([{ issuer: app.one.issuer, subject: 'ann' }])
  expect(app.events()).toEqual(
    expect.arrayContaining(['auth.account.created', 'auth.oidc.linked', 'auth.oidc.succeeded']),
  )
  const again = await app.logIn({ ...ann, email: 'ann@elsewhere.example' })
  expect((await me(again.json())).json().id).toBe(account.id)
})

it('asks with all that keeps a login to its browser (S-OI1)', async () => {
  const browser = app.browser()
  const answer = await browser.visit('/v1/auth/oidc/one')
  const { searchParams } = new URL(String(answer.headers.location))

  expect(Object.fromEntries(searchParams)).toEqual({
    client_id: 'my-service',
    response_type: 'code',
    scope: 'openid email',
    redirect_uri: 'https://api.example.com/v1/auth/oidc/one/callback',
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
  })
  expect(answer.headers['set-cookie']).toMatch(
    /^__Host-oidc=[\w-]{43}; Max-Age=600; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
  )
})

it('takes two logins of one browser at once', async () => {
  app.one.seat({ sub: 'twice', email: 'twice@example.com', email_verified: true })
  const browser = app.browser()
  const addresses = [await browser.begin('one', '/a'), await browser.begin('one', '/b')]
  for (const [at, address] of addresses.entries()) {
    const answer = await browser.visit(await browser.passThrough(address))
    expect(answer.json()).toMatchObject({ returnTo: ['/a', '/b'][at] })
  }
})

it('lists the providers', async () => {
  const answer = await app.api.inject({ url: '/v1/auth/oidc' })

  expect(answer.json()).toEqual({
    data: [
      { name: 'one', path: '/v1/auth/oidc/one' },
      { name: 'two', path: '/v1/auth/oidc/two' },
    ],
  })
})

describe('an address that has an account (S-OI3)', () => {
  it('is linked where both sides have confirmed it, whatever the case', async () => {
    const { id, email } = await createAccount(app, 'bob@example.com')
    const answer = await app.logIn({ sub: 'bob', email: 'Bob@Example.com', email_verified: true })

    expect((await me(answer.json())).json()).toMatchObject({ id, email })
    expect((await post(app, 'login', { email, password })).statusCode).toBe(200)
  })

  it('is that of one account for two providers', async () => {
    const email = 'cleo@example.com'
    const first = await app.logIn({ sub: 'cleo-1', email, email_verified: true }, 'one')
    const second = await app.logIn({ sub: 'cleo-2', email, email_verified: true }, 'two')

    const { id } = (await me(first.json())).json()
    expect((await me(second.json())).json().id).toBe(id)
    expect(await identitiesOf(id)).toEqual([
      { issuer: app.one.issuer, subject: 'cleo-1' },
      { issuer: app.two.issuer, subject: 'cleo-2' },
    ])
  })

  it('is not given to the same subject of another issuer', async () => {
    const first = await app.logIn({ sub: 'same', email: 'x1@example.com', email_verified: true })
    const second = await app.logIn(
      { sub: 'same', email: 'x2@example.com', email_verified: true },
      'two',
    )

    expect((await me(second.json())).json().id).not.toBe((await me(first.json())).json().id)
  })

  it.each([
    ['the provider has not confirmed', { email: 'dora@example.com', email_verified: false }],
    ['the provider does not say that it has', { email: 'dora@example.com' }],
    ['there is none', {}],
    [
      'it looks like that of somebody else',
      { email: '\u212Aurt@example.com', email_verified: true },
    ],
  ])('is not believed where %s', async (what, claims) => {
    await createAccountOnce('dora@example.com')
    await createAccountOnce('kurt@example.com')
    for (const provider of ['one', 'two'] as const) {
      const answer = await app.logIn({ sub: `thief ${what}`, ...claims }, provider)

      expect(answer.statusCode).toBe(422)
      expect(answer.json()).toMatchObject({ code: 'email_not_verified' })
    }
    const found = await app.db
      .selectFrom('auth_identities')
      .select('account_id')
      .where('subject', '=', `thief ${what}`)
      .execute()
    expect(found).toEqual([])
  })

  async function createAccountOnce(email: string): Promise<void> {
    const known = await post(app, 'login', { email, password })
    if (known.statusCode !== 200) await createAccount(app, email)
  }
})

it('is worth nothing to who registered the address of somebody else before (S-PW10)', async () => {
  const email = 'victim@example.com'
  const stolen = 'a password of the thief'
  await post(app, 'register', { email, password: stolen })
  const { token } = await mailTo(app, email, 'verify')

  const answer = await app.logIn({ sub: 'victim', email, email_verified: true })

  expect(answer.statusCode).toBe(200)
  expect((await post(app, 'verify', { token })).statusCode).toBe(422)
  expect((await post(app, 'login', { email, password: stolen })).statusCode).toBe(401)
  const account = await app.db
    .selectFrom('auth_accounts')
    .selectAll()
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  expect(account).toMatchObject({ password_hash: null, verified_at: expect.any(Date) })
})

it('makes one account of logins at once', async () => {
  const gus = { sub: 'gus', email: 'gus@example.com', email_verified: true }
  app.one.seat(gus)
  const answers = await Promise.all(Array.from({ length: 8 }, () => app.browser().logIn('one')))

  expect(answers.map((it) => it.statusCode)).toEqual(Array(8).fill(200))
  const ids = await Promise.all(answers.map(async (it) => (await me(it.json())).json().id))
  expect(new Set(ids).size).toBe(1)
})

describe('a disabled account', () => {
  async function disable(email: string): Promise<void> {
    const disabled = { disabled_at: new Date() }
    await app.db.updateTable('auth_accounts').set(disabled).where('email', '=', email).execute()
  }

  it('is refused as anything else is, from the next request on', async () => {
    const hal = { sub: 'hal', email: 'hal@example.com', email_verified: true }
    const first = await app.logIn(hal)
    await disable(hal.email)

    expect((await app.logIn(hal)).json()).toMatchObject({ status: 400, code: 'login_refused' })
    expect((await me(first.json())).statusCode).toBe(401)
  })

  it('is neither linked nor confirmed', async () => {
    const confirmed = await createAccount(app, 'ivy@example.com')
    await post(app, 'register', { email: 'jon@example.com', password })
    for (const email of [confirmed.email, 'jon@example.com']) {
      await disable(email)
      const answer = await app.logIn({ sub: email, email, email_verified: true })

      expect(answer.json()).toMatchObject({ status: 400, code: 'login_refused' })
    }
    const { id, verified_at } = await app.db
      .selectFrom('auth_accounts')
      .select(['id', 'verified_at'])
      .where('email', '=', 'jon@example.com')
      .executeTakeFirstOrThrow()
    expect(verified_at).toBeNull()
    expect([await identitiesOf(id), await identitiesOf(confirmed.id)]).toEqual([[], []])
  })
})

it('begins anew with who has removed the account', async () => {
  const kim = { sub: 'kim', email: 'kim@example.com', email_verified: true }
  const first = await app.logIn(kim)
  const { id } = (await me(first.json())).json()
  const headers = bearer(first.json())
  expect((await app.api.inject({ method: 'DELETE', url: '/v1/me', headers })).statusCode).toBe(204)

  const again = await app.logIn(kim)
  expect((await me(again.json())).json().id).not.toBe(id)
})

describe('in cookie mode', () => {
  let pages: OidcApp

  beforeAll(async () => {
    const env = { AUTH_REFRESH_COOKIE: 'true', APP_URL: 'https://app.example.com/' }
    pages = await createOidcApp({ env })
  })

  afterAll(() => pages.close())

  it('sends the browser to our pages, with the refresh token in its cookie alone', async () => {
    pages.one.seat({ sub: 'ida', email: 'ida@example.com', email_verified: true })
    const browser = pages.browser()
    const answer = await browser.logIn('one', '/orders?page=2#last')

    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('https://app.example.com/orders?page=2#last')
    expect(answer.body).toBe('')
    const cookie = `__Host-refresh=${browser.cookies.get('__Host-refresh')}`
    const refreshed = await pages.api.inject({
      method: 'POST',
      url: '/v1/auth/refresh',
      headers: { cookie, origin: 'https://app.example.com' },
      payload: {},
    })
    expect(refreshed.statusCode).toBe(200)
  })
})
