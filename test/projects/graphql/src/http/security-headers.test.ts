import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestApp } from '../../test/support/app.ts'
import { serve } from '../../test/support/http.ts'
import { securityHeaders } from './security-headers.ts'

const config = { access: 'public' } as const
let app: TestApp

beforeAll(async () => {
  const schema = { body: { type: 'object', additionalProperties: false } }
  app = await serve(async (things) => {
    things.get('', { config }, async () => ({}))
    things.post('', { config, schema }, async (_request, reply) => reply.code(204).send())
    things.get('/fault', { config }, async () => {
      throw new Error('no')
    })
    things.get('/cached', { config }, async (_request, reply) =>
      reply.header('cache-control', 'public, max-age=60').send({}),
    )
  })
})
afterAll(() => app.close())

test.each([
  [200, 'GET', '/v1/things', {}],
  [204, 'POST', '/v1/things', { payload: {} }],
  [204, 'OPTIONS', '/v1/things', {}],
  [400, 'GET', '/%zz', {}],
  [400, 'GET', '/v1/things?nope=1', {}],
  [404, 'GET', '/nope', {}],
  [405, 'TRACE', '/v1/things', {}],
  [406, 'GET', '/v1/things', { headers: { accept: 'text/html' } }],
  [414, 'GET', `/problems/${'x'.repeat(101)}`, {}],
  [414, 'GET', `/${'x'.repeat(8_001)}`, {}],
  [415, 'POST', '/v1/things', { payload: 'x', headers: { 'content-type': 'text/plain' } }],
  [422, 'POST', '/v1/things', { payload: { a: 1 } }],
  [500, 'GET', '/v1/things/fault', {}],
  [200, 'GET', '/metrics', {}],
] as const)('%i %s %s', async (status, method, url, more) => {
  const response = await app.api.inject({ method, url, ...more })
  expect(response.statusCode).toBe(status)
  expect(response.headers).toMatchObject({
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'x-request-id': expect.any(String),
  })
  expect(response.headers).not.toHaveProperty('server')
  expect(response.headers).not.toHaveProperty('x-powered-by')
  expect(response.headers).not.toHaveProperty('access-control-allow-origin')
  if (status !== 204) expect(response.headers['content-type']).toMatch(/; charset=utf-8$/)
})

test('a route may say that it can be cached', async () => {
  const response = await app.api.inject('/v1/things/cached')
  expect(response.headers['cache-control']).toBe('public, max-age=60')
})

test('browsers are held to TLS in production only', () => {
  const header = 'strict-transport-security'
  expect(securityHeaders({ environment: 'production' })[header]).toBe(
    'max-age=31536000; includeSubDomains',
  )
  expect(securityHeaders({ environment: 'development' })).not.toHaveProperty(header)
})
