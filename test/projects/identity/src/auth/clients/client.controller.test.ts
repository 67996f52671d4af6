import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { serve, stoppedClock } from '../../../test/support/http.ts'
import type { Identity } from '../../http/identity.ts'
import { createIdentity } from '../../identify.ts'
import { createLogger } from '../../observability/logger.ts'
import { systemClock } from '../../shared/clock.ts'
import { newId } from '../../shared/id.ts'
import { createKey, printKeySet } from '../keys/key-set.ts'
import { createClients } from './clients.ts'

const env = { AUTH_ISSUER: 'https://api.example.com', AUTH_KEYS: printKeySet([createKey(0)]) }

let app: TestApp
/** With a route for whoever has the scope `orders:read`, which shows who calls. */
let orders: TestApp
let identity: Identity

beforeAll(async () => {
  app = await createTestApp({ identify: 'own', env })
  const { config, database } = app
  const logger = await createLogger(config, { write: () => {} })
  const shared = { config, logger, database, clock: systemClock, newId }
  identity = await createIdentity(shared)
  const { identify } = identity
  orders = await serve(
    async (things) => {
      const access = { scopes: ['orders:read'] }
      things.get('', { config: { access } }, async ({ principal }) => principal)
    },
    { identify, database },
  )
})

afterAll(async () => {
  await orders.close()
  await identity.close?.()
  await app.close()
})

function addClient(scopes: readonly string[] = ['orders:read', 'orders:write']) {
  const { db } = app
  return createClients({ db, clock: systemClock, newId }).add('Billing', scopes)
}

type Fields = Readonly<Record<string, string>>

const grant = { grant_type: 'client_credentials' }
const basic = (id: string, secret: string) =>
  `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`

function send(payload: InjectOptions['payload'], headers: Fields) {
  const request = { method: 'POST', url: '/v1/auth/token', headers } as const
  return app.api.inject({ ...request, payload: payload ?? '' })
}

const asForm = (fields: Fields | string, headers: Fields = {}) =>
  send(new URLSearchParams(fields).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
    ...headers,
  })
const asJson = (fields: Fields) => send(fields, { 'content-type': 'application/json' })

const ask = (token: string) =>
  orders.api.inject({ url: '/v1/things', headers: { authorization: `Bearer ${token}` } })

it('gives a program a token, which says what it may do', async () => {
  const { id, secret } = await addClient()
  const answer = await asForm(
    { ...grant, scope: 'orders:read' },
    { authorization: basic(id, secret) },
  )

  expect(answer.statusCode).toBe(200)
  expect(answer.headers['cache-control']).toBe('no-store')
  const { access_token: token, ...rest } = answer.json()
  expect(rest).toEqual({ token_type: 'Bearer', expires_in: 600, scope: 'orders:read' })
  const [header, claims] = token
    .split('.')
    .slice(0, 2)
    .map((part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()))
  expect(header).toMatchObject({ alg: 'Ed25519', typ: 'at+jwt' })
  expect(claims).toMatchObject({ sub: id, client_id: id, scope: 'orders:read' })
  expect(claims.exp - claims.iat).toBe(600)

  const asked = await ask(token)
  expect(asked.json()).toEqual({ id, roles: [], scopes: ['orders:read'], clientId: id })
})

it('gives it all of its scopes where it asks for none, and takes its credentials in a body', async () => {
  const { id, secret } = await addClient()
  const fields = { ...grant, client_id: id, client_secret: secret }

  for (const answer of [await asForm(fields), await asJson(fields)]) {
    expect(answer.json()).toMatchObject({ scope: 'orders:read orders:write' })
  }
})

it('leaves alone what nobody knows in a form (RFC 6749, 3.2)', async () => {
  const { id, secret } = await addClient()
  const fields = { ...grant, audience: 'https://api.example.com', scope: '' }

  expect((await asForm(fields, { authorization: basic(id, secret) })).statusCode).toBe(200)
})

describe('a token of a client', () => {
  async function tokenOf(scopes: readonly string[]) {
    const { id, secret } = await addClient(scopes)
    const answer = await asForm({ ...grant }, { authorization: basic(id, secret) })
    return { id, secret, token: answer.json().access_token as string }
  }

  it('opens nothing that it has no scope for, and nothing of an account', async () => {
    const { token } = await tokenOf(['invoices:read'])
    const headers = { authorization: `Bearer ${token}` }

    expect((await ask(token)).statusCode).toBe(403)
    expect((await app.api.inject({ url: '/v1/me', headers })).statusCode).toBe(401)
    expect((await app.api.inject({ url: '/v1/accounts/x', headers })).statusCode).toBe(403)
  })

  it('is worth nothing at the next request when the client is disabled', async () => {
    const { id, secret, token } = await tokenOf(['orders:read'])
    expect((await ask(token)).statusCode).toBe(200)
    await createClients({ db: app.db, clock: systemClock, newId }).disable(id)

    const answer = await ask(token)
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"')
    const again = await asForm({ ...grant }, { authorization: basic(id, secret) })
    expect(again.json()).toMatchObject({ status: 401, error: 'invalid_client' })
  })

  it('has no scope that the client has lost', async () => {
    const { id, token } = await tokenOf(['orders:read', 'orders:write'])
    await app.db
      .updateTable('auth_clients')
      .set({ scopes: ['orders:write'] })
      .where('id', '=', id)
      .execute()

    expect((await ask(token)).statusCode).toBe(403)
  })
})

describe('is refused as RFC 6749 says, and as every problem here', () => {
  const unknown = { client_id: newId(), client_secret: 'x'.repeat(43) }

  it.each<[string, string, number, Fields | string]>([
    ['no grant', 'invalid_request', 400, unknown],
    ['another grant', 'unsupported_grant_type', 400, { ...unknown, grant_type: 'password' }],
    ['a client that nobody knows', 'invalid_client', 401, { ...grant, ...unknown }],
    ['a client of another form', 'invalid_client', 401, { ...grant, ...unknown, client_id: 'x' }],
    ['no client', 'invalid_client', 401, grant],
    ['a parameter twice', 'invalid_request', 400, 'grant_type=a&grant_type=b'],
    ['a scope of another form', 'invalid_request', 400, { ...grant, ...unknown, scope: 'a  b' }],
    ['what is no text', 'invalid_request', 400, `grant_type=%00`],
  ])('%s', async (_, error, status, fields) => {
    const answer = await asForm(fields)

    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toMatchObject({ status, error, code: error })
    expect(answer.json().error_description).toBe(answer.json().detail)
    const challenge = status === 401 ? 'Basic realm="token", charset="UTF-8"' : undefined
    expect(answer.headers['www-authenticate']).toBe(challenge)
  })

  it('a wrong secret, a scope that it does not have, and two clients in one request', async () => {
    const { id, secret } = await addClient()
    const other = await addClient()
    const authorization = basic(id, secret)
    const errors = async (answer: ReturnType<typeof asForm>) => (await answer).json().error

    expect(await errors(asForm(grant, { authorization: basic(id, other.secret) }))).toBe(
      'invalid_client',
    )
    expect(await errors(asForm({ ...grant, scope: 'admin' }, { authorization }))).toBe(
      'invalid_scope',
    )
    expect(await errors(asForm({ ...grant, client_secret: secret }, { authorization }))).toBe(
      'invalid_request',
    )
    expect(await errors(asForm({ ...grant, client_id: other.id }, { authorization }))).toBe(
      'invalid_request',
    )
    for (const odd of ['Basic', 'Basic !', 'Basic YQ==', 'Basic Ojo=', 'Bearer x']) {
      expect(await errors(asForm(grant, { authorization: odd }))).toBe('invalid_client')
    }
  })
})

it('lets no token of a program hold for longer than ten minutes', async () => {
  const more = { ...env, AUTH_ACCESS_TOKEN_SECONDS: '900' }
  const longer = await createTestApp({ identify: 'own', env: more })
  const clients = createClients({ db: longer.db, clock: systemClock, newId })
  const { id, secret } = await clients.add('x', [])
  const payload = { ...grant, client_id: id, client_secret: secret }
  const answer = await longer.api.inject({ method: 'POST', url: '/v1/auth/token', payload })
  await longer.close()

  expect(answer.json()).toMatchObject({ expires_in: 600 })
})

it('counts wrong secrets against the network, and right ones not', async () => {
  const limited = await createTestApp({ identify: 'own', env: { ...env, AUTH_LOGIN_MAX: '1' } })
  const { db } = limited
  const { id, secret } = await createClients({ db, clock: stoppedClock(), newId }).add('x', [])
  const statusFor = async (clientSecret: string) => {
    const payload = { ...grant, client_id: id, client_secret: clientSecret }
    const request = { method: 'POST', url: '/v1/auth/token', payload } as const
    return (await limited.api.inject(request)).statusCode
  }
  for (let round = 0; round < 8; round += 1) expect(await statusFor(secret)).toBe(200)
  for (let round = 0; round < 5; round += 1) expect(await statusFor('wrong')).toBe(401)

  expect(await statusFor(secret)).toBe(429)
  await limited.close()
})

it('keeps no secret, and logs none', async () => {
  const { id, secret } = await addClient()
  const answer = await asForm(grant, { authorization: basic(id, secret) })
  const rows = await app.db.selectFrom('auth_clients').selectAll().execute()
  const dump = JSON.stringify([rows.map((row) => row.secret_hash.toString('base64url')), app.logs])

  expect(dump).not.toContain(secret)
  expect(dump).not.toContain(answer.json().access_token)
  expect(app.logs).toContainEqual(
    expect.objectContaining({ event: 'auth.client.entered', clientId: id }),
  )
})

it('takes a form nowhere else', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const request = { method: 'POST', url: '/v1/auth/login', headers, payload: 'email=a' } as const

  expect((await app.api.inject(request)).statusCode).toBe(415)
})
