import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestApp } from '../../test/support/app.ts'
import { serve } from '../../test/support/http.ts'

const config = { access: 'public' } as const
let app: TestApp

beforeAll(async () => {
  app = await serve(async (things) => {
    things.get('', { config }, async () => ({ data: [] }))
    things.post('', { config }, async () => ({}))
    things.get('/:id', { config }, async () => ({ id: '1' }))
    things.get('/tree/*', { config }, async () => ({ path: '' }))
    things.delete('/:id', { config }, async (_request, reply) => reply.code(204).send())
  })
})
afterAll(() => app.close())

const methods = 'GET HEAD POST PUT PATCH DELETE OPTIONS TRACE PROPFIND'.split(' ')

describe.each([
  ['/v1/things', { GET: 200, HEAD: 200, POST: 200, OPTIONS: 204 }, 'GET, HEAD, OPTIONS, POST'],
  [
    '/v1/things/1',
    { GET: 200, HEAD: 200, DELETE: 204, OPTIONS: 204 },
    'DELETE, GET, HEAD, OPTIONS',
  ],
  [
    '/v1/things?page=1',
    { GET: 400, HEAD: 400, POST: 400, OPTIONS: 204 },
    'GET, HEAD, OPTIONS, POST',
  ],
  ['/v1/things/1/2', {}, undefined],
  ['/v1/things/', {}, undefined],
  ['/v1/things/tree/', { GET: 200, HEAD: 200, OPTIONS: 204 }, 'GET, HEAD, OPTIONS'],
  ['/', {}, undefined],
])('%s', (url, statuses: Record<string, number>, allow) => {
  test.each(methods)('%s', async (method) => {
    const response = await app.api.inject({ method: method as 'GET', url })
    const expected = statuses[method] ?? (allow ? 405 : 404)
    expect(response.statusCode).toBe(expected)
    expect(response.headers.allow).toBe(
      expected === 405 || (expected === 204 && method === 'OPTIONS') ? allow : undefined,
    )
    if (expected >= 400)
      expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    if (expected >= 400 && method !== 'HEAD') expect(response.json().status).toBe(expected)
  })
})

test('a HEAD answers with the header of the GET and no body', async () => {
  const get = await app.api.inject({ method: 'GET', url: '/v1/things' })
  const head = await app.api.inject({ method: 'HEAD', url: '/v1/things' })
  expect(head.body).toBe('')
  expect(head.headers['content-length']).toBe(get.headers['content-length'])
  expect(Object.keys(head.headers).sort()).toEqual(Object.keys(get.headers).sort())
})

test('a method that a path lacks is refused before its body is read', async () => {
  const response = await app.api.inject({
    method: 'PUT',
    url: '/v1/things',
    headers: { 'content-type': 'application/json' },
    payload: '{"broken',
  })
  expect(response.statusCode).toBe(405)
})

test('a path is taken as it is written', async () => {
  for (const url of ['/v1/Things', '//v1/things', '/v1//things', '/v1/things/1/']) {
    expect((await app.api.inject(url)).statusCode, url).toBe(404)
  }
  expect((await app.api.inject('/v1/things/a%2fb')).statusCode).toBe(200)
})
