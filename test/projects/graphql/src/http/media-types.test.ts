import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestApp } from '../../test/support/app.ts'
import { serve } from '../../test/support/http.ts'

const Body = Type.Object({ n: Type.Integer() }, { additionalProperties: false })
const config = { access: 'public' } as const
let app: TestApp

beforeAll(async () => {
  app = await serve(async (things) => {
    things.post('', { config, schema: { body: Body } }, async ({ body }) => ({ got: body.n }))
    things.patch('/either', { config, schema: { body: Body } }, async ({ body }) => ({
      got: body.n,
    }))
    const patch = { content: { 'application/merge-patch+json': { schema: Body } } }
    things.patch('/patch', { config, schema: { body: patch } }, async ({ body }) => ({
      got: (body as { n: number }).n,
    }))
    things.post('/none', { config }, async ({ body }) => ({ got: body ?? null }))
  })
})
afterAll(() => app.close())

function send(
  method: 'POST' | 'PATCH',
  path: string,
  type: string | undefined,
  payload?: string | Buffer,
  more = {},
) {
  const headers = { ...(type !== undefined && { 'content-type': type }), ...more }
  return app.api.inject({
    method,
    url: `/v1/things${path}`,
    headers,
    ...(payload !== undefined && { payload }),
  })
}

const json = 'application/json'
const mergePatch = 'application/merge-patch+json'

test.each([
  json,
  'Application/JSON',
  'application/json;charset=utf-8',
  'application/json; charset="UTF-8"',
  'application/json;',
  'application/json;;',
  'application/json\t; charset=utf-8',
])('%j is read as JSON, and checked', async (type) => {
  expect((await send('POST', '', type, '{"n":1}')).statusCode).toBe(200)
  expect((await send('POST', '', type, '{"n":"1"}')).statusCode).toBe(422)
})

test.each([
  undefined,
  '',
  'text/plain',
  'text/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json, text/plain',
  'application/json text/plain',
  'application/json;charset=utf-16',
  'application/json; charset=iso-8859-1',
  'application/jsonx',
  'application/vnd.api+json',
  'application/merge-patch+json',
  'application',
  '*/*',
])('%j is not read', async (type) => {
  const response = await send('POST', '', type, '{"n":1}')
  expect(response.statusCode).toBe(415)
  expect(response.headers.accept).toBe(json)
  expect(response.json().code).toBe('unsupported_media_type')
})

test('a PATCH takes a merge patch, and says so', async () => {
  expect((await send('PATCH', '/either', mergePatch, '{"n":1}')).json()).toEqual({ got: 1 })
  expect((await send('PATCH', '/either', json, '{"n":1}')).json()).toEqual({ got: 1 })
  const refused = await send('PATCH', '/either', 'application/json-patch+json', '[]')
  expect(refused.statusCode).toBe(415)
  expect(refused.headers['accept-patch']).toBe(`${mergePatch}, ${json}`)
})

test('a media type that the route has no schema for never reaches it', async () => {
  expect((await send('PATCH', '/patch', mergePatch, '{"n":"x"}')).statusCode).toBe(422)
  expect((await send('PATCH', '/patch', json, '{"n":"x"}')).statusCode).toBe(415)
  expect((await send('PATCH', '/patch', 'text/plain', 'x')).statusCode).toBe(415)
})

test('a body that is missing, or too much, is an error', async () => {
  expect((await send('POST', '', undefined)).statusCode).toBe(400)
  expect((await send('POST', '', json, '')).statusCode).toBe(400)
  expect((await send('PATCH', '/patch', undefined)).statusCode).toBe(400)
  expect((await send('POST', '/none', json, '{"n":1}')).statusCode).toBe(400)
  expect((await send('POST', '/none', json, '')).json()).toEqual({ got: null })
  expect((await send('POST', '/none', undefined)).json()).toEqual({ got: null })
})

test.each([
  '{"n":1,"__proto__":{"admin":true}}',
  '{"n":1,"constructor":{"prototype":{"admin":true}}}',
  '{"n":1',
  '{"n":1}}',
  'undefined',
])('%s cannot be read', async (payload) => {
  const response = await send('POST', '', json, payload)
  expect(response.statusCode).toBe(400)
  expect(response.json().code).toBe('bad_request')
})

test('bytes that are not UTF-8 are not repaired', async () => {
  const payload = Buffer.concat([
    Buffer.from('{"n":"'),
    Buffer.from([0xff, 0xfe]),
    Buffer.from('"}'),
  ])
  expect((await send('POST', '', json, payload)).statusCode).toBe(400)
})

test('a compressed body is refused instead of read as noise', async () => {
  const response = await send('POST', '', json, '{"n":1}', { 'content-encoding': 'gzip' })
  expect(response.statusCode).toBe(415)
  expect(response.headers['accept-encoding']).toBe('identity')
})

test('a body has an end', async () => {
  const response = await send('POST', '', json, `{"n":1${' '.repeat(app.config.bodyLimitBytes)}}`)
  expect(response.statusCode).toBe(413)
  expect(response.json().code).toBe('content_too_large')
})

test.each([json, mergePatch])('a key that stands twice in %j is refused', async (type) => {
  const answer = await send('PATCH', '/either', type, '{"n":1,"\\u006e":2}')

  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toMatchObject({ detail: 'An object in the body has a key twice.' })
})
