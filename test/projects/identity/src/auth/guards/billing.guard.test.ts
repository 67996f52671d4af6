import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestApp } from '../../../test/support/app.ts'
import { serve } from '../../../test/support/http.ts'
import { principalOf } from '../../http/identity.ts'
import { systemClock } from '../../shared/clock.ts'
import { createGuards, principalFrom } from '../guard.ts'
import { billingGuard } from './billing.guard.ts'

// Tokens as its issuer signs them, but with a key of this test.

const { name, trusts } = billingGuard
const { publicKey, privateKey } = await generateKeyPair(trusts.algorithm)
const { privateKey: otherKey } = await generateKeyPair(trusts.algorithm)
const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'test', alg: trusts.algorithm }] }
const guards = createGuards([{ ...billingGuard, trusts: { ...trusts, keys } }], {
  own: async () => undefined,
  clock: systemClock,
  events: { record: () => {} },
})

const now = Math.floor(Date.now() / 1_000)
const claims: JWTPayload = {
  iss: trusts.issuer,
  aud: trusts.audience,
  sub: 'a partner',
  iat: now,
  exp: now + 300,
  scope: [].join(' '),
  roles: [],
}
const header = { alg: trusts.algorithm, typ: trusts.type, kid: 'test' }

let app: TestApp

beforeAll(async () => {
  const config = { access: 'authenticated', guard: name } as const
  app = await serve(
    async (things) => {
      things.get('', { config }, async (request) => principalOf(request))
    },
    { guards },
  )
})

afterAll(() => app.close())

async function ask(own: JWTPayload, { typ = trusts.type as string, key = privateKey } = {}) {
  const token = await new SignJWT({ ...claims, ...own })
    .setProtectedHeader({ ...header, typ })
    .sign(key)
  const authorization = `Bearer ${token}`
  return app.api.inject({ url: '/v1/things', headers: { authorization } })
}

it('knows the subject of a token', async () => {
  const answer = await ask({})

  expect(answer.statusCode).toBe(200)
  const { id } = principalFrom({ ...claims, sub: 'a partner', exp: now })
  expect(answer.json()).toMatchObject({ id, scopes: [], roles: [] })
})

it('knows nobody without a token', async () => {
  const answer = await app.api.inject('/v1/things')

  expect(answer.statusCode).toBe(401)
  expect(answer.headers['www-authenticate']).toBe('Bearer')
})

it.each([
  ['of another issuer', { iss: 'https://issuer.example' }],
  ['for another audience', { aud: 'somebody else' }],
  ['of nobody', { sub: '' }],
  ['that has expired', { exp: now - 300 }],
  ['that does not hold yet', { nbf: now + 300 }],
] as const)('refuses a token %s', async (_, own) => {
  expect((await ask(own)).statusCode).toBe(401)
})

it('refuses a token of another kind, and of another key', async () => {
  expect((await ask({}, { typ: 'other+jwt' })).statusCode).toBe(401)
  expect((await ask({}, { key: otherKey })).statusCode).toBe(401)
})
