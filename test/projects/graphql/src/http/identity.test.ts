import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { afterEach, expect, test } from 'vitest'
import type { TestApp } from '../../test/support/app.ts'
import { serve } from '../../test/support/http.ts'
import { signedIn, someone, someoneElse } from '../../test/support/identity.ts'
import { ForbiddenError, UnauthenticatedError } from '../shared/errors.ts'
import type { Principal } from '../shared/principal.ts'
import { principalOf } from './identity.ts'
import { openapiDocument } from './openapi.ts'

const editor = { ...someone, roles: ['editor'] }
const response = { 200: Type.Object({ id: Type.String({ maxLength: 36 }) }) }

const things: FastifyPluginAsyncTypebox = async (app) => {
  const authenticated = { access: 'authenticated' } as const
  app.get('/mine', { config: authenticated, schema: { response } }, async (request) => ({
    id: principalOf(request).id,
  }))
  const body = Type.Object({ n: Type.Integer() }, { additionalProperties: false })
  const config = { access: { roles: ['editor', 'chief'] } }
  app.post('/ours', { config, schema: { body, response } }, async (request) => ({
    id: principalOf(request).id,
  }))
  app.get('/all', { config: { access: 'public' }, schema: { response } }, async (request) => ({
    id: principalOf(request).id,
  }))
}

let app: TestApp
afterEach(() => app.close())

test('whoever is known is let in, and is who the route sees', async () => {
  app = await serve(things)
  const answer = await app.api.inject({ url: '/v1/things/mine', headers: signedIn(someone) })
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toEqual({ id: someone.id })
})

test.each(['GET', 'HEAD'] as const)('%s of nobody is refused, and told how', async (method) => {
  app = await serve(things)
  const answer = await app.api.inject({ method, url: '/v1/things/mine' })
  expect(answer.statusCode).toBe(401)
  expect(answer.headers['www-authenticate']).toBe('Bearer')
  expect(answer.headers['content-type']).toMatch('application/problem+json')
  expect(answer.headers['cache-control']).toBe('no-store')
})

test('nobody learns what is wrong with a request', async () => {
  app = await serve(things)
  const headers = { 'content-type': 'text/plain', accept: 'text/html' }
  const request = { method: 'POST', url: '/v1/things/ours', headers, payload: '{' } as const
  const answer = await app.api.inject(request)
  expect(answer.statusCode).toBe(401)
  expect(answer.json().code).toBe('unauthenticated')
})

test('every role is needed', async () => {
  app = await serve(things, { caller: editor })
  const request = { method: 'POST', url: '/v1/things/ours', payload: {} } as const
  const refused = await app.api.inject(request)
  expect(refused.statusCode).toBe(403)
  expect(refused.json().code).toBe('forbidden')
  expect(refused.headers['www-authenticate']).toBe('Bearer error="insufficient_scope"')
  expect(refused.json().detail).toBe('The caller lacks the role chief.')
  const headers = signedIn({ ...someone, roles: ['chief', 'editor'] })
  expect((await app.api.inject({ ...request, headers })).statusCode).toBe(422)
})

test('who is refused for want of a role is told of, and nobody else is (S-LG3)', async () => {
  const told: unknown[] = []
  app = await serve(things, { denied: ({ principal, url }) => void told.push([principal, url]) })
  const request = { method: 'POST', url: '/v1/things/ours', payload: {} } as const
  await app.api.inject(request)
  await app.api.inject({ url: '/v1/things/mine', headers: signedIn(someone) })
  expect(told).toEqual([])
  await app.api.inject({ ...request, headers: signedIn(editor) })
  expect(told).toEqual([[editor, '/v1/things/ours']])
})

test('so is who is refused by a handler', async () => {
  const told: unknown[] = []
  app = await serve(
    async (things) => {
      things.get('', { config: { access: 'authenticated' }, schema: { response } }, async () => {
        throw new ForbiddenError('not_yours', 'This is not yours.')
      })
    },
    { denied: ({ principal, url }) => void told.push([principal, url]) },
  )
  const answer = await app.api.inject({ url: '/v1/things', headers: signedIn(someone) })
  expect(answer.statusCode).toBe(403)
  expect(told).toEqual([[someone, '/v1/things']])
})

test('every scope is needed', async () => {
  app = await serve(async (scoped) => {
    const config = { access: { roles: ['editor'], scopes: ['things:read', 'things:write'] } }
    scoped.get('', { config, schema: { response } }, async (request) => principalOf(request))
  })
  const ask = (caller: Principal) =>
    app.api.inject({ url: '/v1/things', headers: signedIn(caller) })
  const refused = await ask({ ...someone, scopes: ['things:read'] })
  expect(refused.statusCode).toBe(403)
  const detail = 'The caller lacks the role editor and the scope things:write.'
  expect(refused.json().detail).toBe(detail)
  const scopes = ['things:write', 'things:read']
  expect((await ask({ ...someone, roles: ['editor'], scopes })).statusCode).toBe(200)
})

test('a route with a guard asks the guard, and says so in the document', async () => {
  const guards = { partners: async () => someoneElse }
  app = await serve(
    async (guarded) => {
      const config = { access: 'authenticated', guard: 'partners' } as const
      guarded.get('', { config, schema: { response } }, async (request) => principalOf(request))
    },
    { guards },
  )
  const headers = signedIn(someone)
  expect((await app.api.inject({ url: '/v1/things', headers })).json().id).toBe(someoneElse.id)
  const document = await openapiDocument(app.api)
  expect(document.paths?.['/v1/things']?.get?.security).toEqual([{ partners: [] }])
  expect(Object.keys(document.components?.securitySchemes ?? {})).toEqual(['partners'])
})

test('in a project that nobody is known to, what is guarded is for no one', async () => {
  app = await serve(things, { identify: async () => undefined })
  const answer = await app.api.inject({ url: '/v1/things/mine', headers: signedIn(someone) })
  expect(answer.statusCode).toBe(401)
})

test('a token that is wrong is told so', async () => {
  app = await serve(things, {
    identify: async () => {
      throw new UnauthenticatedError('token_expired', 'The token has expired.')
    },
  })
  const answer = await app.api.inject('/v1/things/mine')
  expect(answer.statusCode).toBe(401)
  expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"')
  expect(answer.json()).toMatchObject({ code: 'token_expired', detail: 'The token has expired.' })
})

test('an id that no column holds is a fault, and is no one', async () => {
  app = await serve(things, { caller: { id: 'auth0|1', roles: [] } })
  expect((await app.api.inject('/v1/things/mine')).statusCode).toBe(500)
})

test('one UUID is one principal, however it is written', async () => {
  app = await serve(things, { caller: { ...someone, id: someone.id.toUpperCase() } })
  expect((await app.api.inject('/v1/things/mine')).json()).toEqual({ id: someone.id })
})

test('a route for everyone does not ask who makes a request', async () => {
  app = await serve(things, { caller: someone })
  expect((await app.api.inject('/v1/things/all')).statusCode).toBe(500)
})

test('the document says who may use an operation, and what nobody and somebody are told', async () => {
  app = await serve(things)
  const document = await openapiDocument(app.api)
  const { get: mine } = document.paths?.['/v1/things/mine'] ?? {}
  const { post: ours } = document.paths?.['/v1/things/ours'] ?? {}
  const { get: all } = document.paths?.['/v1/things/all'] ?? {}
  expect([mine, ours, all].map((it) => it?.security)).toEqual([
    [{ bearer: [] }],
    [{ bearer: ['editor', 'chief'] }],
    [],
  ])
  const refusals = [mine, ours, all].map((it) =>
    Object.keys(it?.responses ?? {}).filter((status) => ['401', '403'].includes(status)),
  )
  expect(refusals).toEqual([['401'], ['401', '403'], []])
  expect(document.components?.securitySchemes).toMatchObject({ bearer: { scheme: 'bearer' } })
})
