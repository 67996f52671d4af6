import { generateKeyPairSync } from 'node:crypto'
import { Type } from 'typebox'
import { afterEach, describe, expect, test } from 'vitest'
import type { TestApp } from '../../test/support/app.ts'
import { forgedTokens, type GoodToken, signToken } from '../../test/support/forged-tokens.ts'
import { serve, stoppedClock } from '../../test/support/http.ts'
import { identifyIn, signedIn, someone } from '../../test/support/identity.ts'
import { principalOf } from '../http/identity.ts'
import { createGuards, type Guard, principalFrom, type TrustedIssuer } from './guard.ts'

const now = 1_800_000_000
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const good: GoodToken = {
  header: { alg: 'ES256', typ: 'JWT', kid: 'partner' },
  claims: {
    iss: 'https://id.partner.example/',
    aud: 'my-api',
    sub: 'partner-7',
    iat: now,
    exp: now + 600,
    scope: 'orders:read orders:write',
    client_id: 'shop',
  },
  key: privateKey,
}
const trusts: TrustedIssuer = {
  issuer: String(good.claims.iss),
  audience: 'my-api',
  algorithm: 'ES256',
  type: 'JWT',
  keys: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'partner', alg: 'ES256' }] },
}

let app: TestApp
afterEach(() => app.close())

/** An application with one route, for whoever this guard knows. */
async function guarded(guard: Partial<Guard> = {}, access: object | string = 'authenticated') {
  const clock = stoppedClock()
  clock.advance(now * 1_000)
  const dependencies = { own: identifyIn(), clock, events: { record: () => {} } }
  const guards = createGuards([{ name: 'partners', trusts, ...guard }], dependencies)
  const response = { 200: Type.Unsafe<object>(Type.Any()) }
  app = await serve(
    async (things) =>
      void things.get(
        '',
        { config: { access: access as 'authenticated', guard: 'partners' }, schema: { response } },
        async (request) => principalOf(request),
      ),
    { guards, clock },
  )
  return (token: string, headers: object = {}) =>
    app.api.inject({
      url: '/v1/things',
      headers: { authorization: `Bearer ${token}`, ...headers },
    })
}

const goodToken = () => signToken(good.header, good.claims, good.key)

test('whoever has a token of the issuer is known, under an id that is a UUID', async () => {
  const ask = await guarded()
  const answer = await ask(goodToken())
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toEqual({
    id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/),
    roles: [],
    scopes: ['orders:read', 'orders:write'],
    clientId: 'shop',
  })
})

test('the id is always the same, and another for another issuer or subject', () => {
  const idOf = (changes: object) =>
    principalFrom({ ...good.claims, ...changes } as Parameters<typeof principalFrom>[0]).id
  expect(idOf({})).toBe(idOf({ exp: now, scope: '' }))
  const ids = [{}, { sub: 'partner-8' }, { iss: 'https://id.other.example/' }].map(idOf)
  expect(new Set(ids).size).toBe(3)
})

test('every forged token is refused', async () => {
  const ask = await guarded()
  for (const [what, token] of forgedTokens(good)) {
    const answer = await ask(token)
    expect(answer.statusCode, what).toBe(401)
    expect(answer.json().code, what).toBe('invalid_token')
  }
})

test('a token of the project itself is none of the issuer', async () => {
  const ask = await guarded()
  expect((await app.api.inject('/v1/things')).json().code).toBe('unauthenticated')
  expect((await ask('x', signedIn(someone))).statusCode).toBe(401)
})

describe('what a guard needs', () => {
  test.each([
    [{ scopes: ['orders:read'] }, 200],
    [{ scopes: ['orders:read', 'orders:write'] }, 200],
    [{ scopes: ['orders'] }, 403],
    [{ scopes: ['orders:read', 'orders:delete'] }, 403],
    [{ roles: ['admin'] }, 403],
  ])('%j is needed of every caller', async (needs, status) => {
    const ask = await guarded(needs)
    const answer = await ask(goodToken())
    expect(answer.statusCode).toBe(status)
    if (status === 403) {
      expect(answer.headers['www-authenticate']).toBe('Bearer error="insufficient_scope"')
    }
  })

  test('a route needs what it says besides', async () => {
    const ask = await guarded({ scopes: ['orders:read'] }, { scopes: ['orders:delete'] })
    expect((await ask(goodToken())).statusCode).toBe(403)
  })

  test('who the routes see is what the guard makes of the token', async () => {
    const toPrincipal: Guard['toPrincipal'] = ({ sub }) => ({
      ...someone,
      roles: [sub === 'partner-7' ? 'partner' : 'other'],
    })
    const ask = await guarded({ toPrincipal, roles: ['partner'] })
    expect((await ask(goodToken())).json()).toEqual({ ...someone, roles: ['partner'] })
    const other = signToken(good.header, { ...good.claims, sub: 'partner-8' }, good.key)
    expect((await ask(other)).statusCode).toBe(403)
  })

  test('one over the tokens of the project needs more of who has one', async () => {
    await guarded({ trusts: 'own', roles: ['admin'] })
    const statusFor = async (roles: string[]) =>
      (await app.api.inject({ url: '/v1/things', headers: signedIn({ ...someone, roles }) }))
        .statusCode
    expect(await statusFor([])).toBe(403)
    expect(await statusFor(['admin'])).toBe(200)
    expect((await app.api.inject('/v1/things')).statusCode).toBe(401)
  })
})
