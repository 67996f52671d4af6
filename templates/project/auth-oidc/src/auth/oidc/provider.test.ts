import type { JWTPayload } from 'jose'
import { generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createAccount, logIn, password, post } from '../../../test/support/accounts.ts'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { type LyingProvider, startLyingProvider } from '../../../test/support/lying-provider.ts'
import { openBrowser } from '../../../test/support/oidc-browser.ts'
import { steppedClock } from '../../../test/support/sessions.ts'

let provider: LyingProvider
let app: TestApp
const clock = steppedClock()
const stranger = await generateKeyPair('ES256')
const utf8 = (text: string) => new TextEncoder().encode(text)

beforeAll(async () => {
  provider = await startLyingProvider('liar')
  const OIDC_PROVIDERS = JSON.stringify([provider.entry])
  const env = { AUTH_ISSUER: 'https://api.example.com', OIDC_PROVIDERS }
  app = await createTestApp({ identify: 'own', clock, env })
})

beforeEach(() => {
  // Its rest is over, and what it said before is forgotten.
  clock.advance(2 * 60 * 60 * 1_000)
  provider.lie({})
})

afterAll(async () => {
  await app.close()
  await provider.close()
})

/** A login in which the provider is not looked at: it says what the test wants. */
async function logInWith(idToken?: (claims: JWTPayload) => Promise<string>) {
  const browser = openBrowser(app)
  const { searchParams } = await browser.begin('liar')
  provider.lie(idToken ? { idToken } : {})
  const code = searchParams.get('nonce') ?? ''
  const query = new URLSearchParams({ state: searchParams.get('state') ?? '', code })
  return browser.visit(`/v1/auth/oidc/liar/callback?${query}`)
}

it('is believed when it says what is right', async () => {
  expect((await logInWith()).statusCode).toBe(200)
})

describe('an ID token (S-OI4)', () => {
  const now = Math.floor(Date.now() / 1_000)
  const signed = (change: Readonly<Record<string, unknown>>) => (claims: JWTPayload) =>
    provider.sign({ ...claims, ...change })

  it.each<[string, (claims: JWTPayload) => Promise<string>]>([
    ['for another client', signed({ aud: 'other-service' })],
    ['for several clients, of whom it is another', signed({ aud: ['my-service', 'b'], azp: 'b' })],
    ['of another issuer', signed({ iss: 'https://other.example' })],
    ['of nobody', signed({ sub: undefined })],
    ['for another login', signed({ nonce: 'another' })],
    ['for no login', signed({ nonce: undefined })],
    ['that has expired', signed({ exp: now - 120 })],
    ['that never expires', signed({ exp: undefined })],
    ['of the future', signed({ nbf: now + 600 })],
    [
      'by a key that the provider does not show',
      (claims) =>
        new SignJWT(claims)
          .setProtectedHeader({ alg: 'ES256', kid: 'known' })
          .sign(stranger.privateKey),
    ],
    [
      'by a key that nobody knows',
      (claims) =>
        new SignJWT(claims)
          .setProtectedHeader({ alg: 'ES256', kid: 'new' })
          .sign(stranger.privateKey),
    ],
    [
      'by the secret of the client, though the provider says that it does so',
      (claims) =>
        new SignJWT(claims)
          .setProtectedHeader({ alg: 'HS256' })
          .sign(utf8('a secret of this test, and as long as it has to be')),
    ],
    [
      'by nobody, though the provider says that it does so',
      async (claims) => {
        const parts = [{ alg: 'none' }, claims].map((it) =>
          Buffer.from(JSON.stringify(it)).toString('base64url'),
        )
        return `${parts.join('.')}.`
      },
    ],
  ])('is not believed %s', async (_, idToken) => {
    const answer = await logInWith(idToken)

    expect(answer.json()).toMatchObject({ status: 400, code: 'login_refused' })
  })

  it.each([
    ['the text true', 'true'],
    ['a number', 1],
  ])('confirms no address by %s', async (_, said) => {
    const answer = await logInWith((claims) =>
      provider.sign({ ...claims, sub: 'another', email_verified: said }),
    )

    expect(answer.json()).toMatchObject({ status: 422, code: 'email_not_verified' })
  })
})

describe('a provider that is down (S-OI6)', () => {
  it.each<[string, Parameters<LyingProvider['lie']>[0]]>([
    ['fails', { status: 500 }],
    ['has had enough', { status: 429 }],
    ['has no discovery document', { status: 404 }],
    ['calls itself by another name', { document: { issuer: 'https://other.example' } }],
    ['calls itself by another name, by a slash', { document: { issuer: 'slash' } }],
    ['has a page of another kind', { document: { authorization_endpoint: 'javascript:alert(1)' } }],
    ['says more than anybody has to', { document: { more: 'x'.repeat(300_000) } }],
  ])('is left alone for half a minute when it %s', async (_, lies) => {
    const isSlash = lies.document?.issuer === 'slash'
    provider.lie(isSlash ? { document: { issuer: `${provider.issuer}/` } } : lies)
    const answer = await app.api.inject({ url: '/v1/auth/oidc/liar' })
    expect(answer.statusCode).toBe(503)
    expect(answer.headers['retry-after']).toBe('30')

    clock.advance(10_000)
    const asked = provider.requests.length
    const again = await app.api.inject({ url: '/v1/auth/oidc/liar' })
    expect(again.headers['retry-after']).toBe('20')
    expect(provider.requests).toHaveLength(asked)

    provider.lie({})
    clock.advance(20_000)
    expect((await app.api.inject({ url: '/v1/auth/oidc/liar' })).statusCode).toBe(302)
    const told = app.logs.findLast(({ event }) => event === 'auth.oidc.unavailable')
    expect(told).toMatchObject({ provider: 'liar', reason: expect.any(String) })
  })

  it('is asked once for all who come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => app.api.inject({ url: '/v1/auth/oidc/liar' })),
    )

    expect(answers.map((it) => it.statusCode)).toEqual(Array(20).fill(302))
    expect(provider.requests).toHaveLength(1)
  })

  it('does not use up the login of a browser that comes back meanwhile', async () => {
    const browser = openBrowser(app)
    const { searchParams } = await browser.begin('liar')
    const [state = '', code = ''] = ['state', 'nonce'].map((name) => searchParams.get(name) ?? '')
    const path = `/v1/auth/oidc/liar/callback?${new URLSearchParams({ state, code })}`
    const lost = openBrowser(app)
    const { searchParams: its } = await lost.begin('liar')
    provider.lie({ status: 502 })
    const failed = await lost.visit(`/v1/auth/oidc/liar/callback?state=${its.get('state')}&code=1`)
    expect(failed.statusCode).toBe(503)
    expect((await browser.visit(path)).statusCode).toBe(503)

    provider.lie({})
    clock.advance(30_000)
    expect((await browser.visit(path)).statusCode).toBe(200)
  })

  it('has five seconds to answer, while everything else goes on', async () => {
    const { email } = await createAccount(app, 'ann@example.com')
    provider.lie({ isSilent: true })
    const began = performance.now()
    const waiting = app.api.inject({ url: '/v1/auth/oidc/liar' })

    expect((await post(app, 'login', { email, password })).statusCode).toBe(200)
    expect((await app.api.inject({ url: '/health/ready' })).statusCode).toBe(200)
    const answer = await waiting
    expect(answer.statusCode).toBe(503)
    // Not that of a handler which takes too long.
    expect(answer.headers['retry-after']).toBe('30')
    expect(performance.now() - began).toBeGreaterThan(4_900)
    expect(await logIn(app, email)).toMatchObject({ expiresIn: 600 })
  })
})
