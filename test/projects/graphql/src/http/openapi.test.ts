import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestApp } from '../../test/support/app.ts'
import { exchange, serve } from '../../test/support/http.ts'
import { openapiDocument } from './openapi.ts'

const config = { access: 'public' } as const
const Body = Type.Object({ n: Type.Integer() }, { additionalProperties: false })
let app: TestApp
// biome-ignore lint/suspicious/noExplicitAny: it is looked into in many places
type Json = any
let document: Json

beforeAll(async () => {
  app = await serve(async (things) => {
    things.get('', { config, schema: { operationId: 'listThings' } }, async () => ({}))
    const own = { 404: Type.Object({}, { description: 'Our own.' }) }
    things.patch(
      '/:id',
      { config, schema: { operationId: 'changeThing', body: Body, response: own } },
      async () => ({}),
    )
    const made = { 201: Type.Object({}) }
    things.post('', { config, schema: { body: Body, response: made } }, async () => ({}))
  })
  document = (await app.api.inject('/openapi.json')).json()
})
afterAll(() => app.close())

test('is OpenAPI 3.1.1 and holds the public routes alone', () => {
  expect(document.openapi).toBe('3.1.1')
  expect(document.servers).toEqual([
    { url: '/', description: expect.any(String), 'x-internal': false },
  ])
  expect(document.tags).toEqual([{ name: 'Things', description: 'For tests.' }])
  expect(Object.keys(document.paths)).toEqual(['/v1/things', '/v1/things/{id}'])
  expect(Object.keys(document.paths['/v1/things'])).toEqual(['get', 'post'])
})

test('says of each operation how it may fail', () => {
  const statuses = (path: string, method: string) =>
    Object.keys(document.paths[path][method].responses).map(Number)
  expect(statuses('/v1/things', 'get')).toEqual([200, 400, 406, 414, 429, 500, 503, 504])
  expect(statuses('/v1/things', 'post')).toEqual([
    201, 400, 406, 409, 413, 414, 415, 422, 429, 500, 503, 504,
  ])
  expect(statuses('/v1/things/{id}', 'patch')).toEqual([
    400, 404, 406, 409, 413, 414, 415, 422, 429, 500, 503, 504,
  ])
})

test('says of each answer which headers it has, and of one that made something where it is', () => {
  const { get, post } = document.paths['/v1/things']
  const everywhere = [
    'RateLimit',
    'RateLimit-Policy',
    'X-Request-Id',
    'Access-Control-Allow-Origin',
  ]
  expect(Object.keys(get.responses[200].headers)).toEqual(everywhere)
  expect(Object.keys(post.responses[201].headers)).toEqual(['Location', ...everywhere])
  const tooMany = document.components.responses['quota-exceeded']
  expect(Object.keys(tooMany.headers)).toEqual([...everywhere, 'Retry-After'])
})

test('leaves alone what a route says itself', () => {
  expect(document.paths['/v1/things/{id}'].patch.responses[404].description).toBe('Our own.')
  expect(document.paths['/v1/things'].get.responses[200].description).toBe('OK')
})

test('every reference leads somewhere, and every example is what it says', () => {
  const text = JSON.stringify(document)
  for (const [, path = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = path.split('/').reduce((part, key) => part?.[key], document)
    expect(found, path).toBeDefined()
  }
  for (const [kind, response] of Object.entries<Json>(document.components.responses)) {
    const { example, schema } = response.content['application/problem+json']
    expect(example.type).toBe(`/problems/${kind}`)
    expect(schema).toEqual({ $ref: '#/components/schemas/Problem' })
  }
})

test('names the media types that are read', () => {
  expect(Object.keys(document.paths['/v1/things'].post.requestBody.content)).toEqual([
    'application/json',
  ])
  expect(Object.keys(document.paths['/v1/things/{id}'].patch.requestBody.content)).toEqual([
    'application/merge-patch+json',
    'application/json',
  ])
})

test('is the same text each time', async () => {
  const once = JSON.stringify(await openapiDocument(app.api))
  const other = await serve(async () => {})
  expect(JSON.stringify(await openapiDocument(app.api))).toBe(once)
  await other.close()
})

test('the page for people asks nothing of any other host', async () => {
  for (const url of ['/docs', '/docs/']) {
    const page = await app.api.inject({ url, headers: { accept: 'text/html' } })
    expect(page.statusCode).toBe(200)
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(page.headers['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self';/,
    )
    expect(page.headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/)
    expect(page.body).not.toMatch(/https?:\/\/|<script>|style=/)
  }
  expect((await app.api.inject('/docs/json')).json()).toEqual(document)
})

test.each([
  '/docs/static/nope',
  '/docs/static/..%2f..%2fpackage.json',
  '/docs/static/%2e%2e%2findex.js',
])('%s is not served', async (url) => {
  const response = await app.api.inject(url)
  expect(response.statusCode).toBe(404)
  expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8')
})

test('a way out of the folder of the page is nothing but not found', async () => {
  const { api } = await app.listen()
  // As it is: a client library would resolve it first.
  const path = '/docs/static/%2e%2e/%2e%2e/package.json'
  const answer = await exchange(api, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
  expect(answer).toMatch(/^HTTP\/1\.1 404 /)
})
