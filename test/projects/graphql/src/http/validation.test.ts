import { Type } from 'typebox'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { TestApp } from '../../test/support/app.ts'
import { serve } from '../../test/support/http.ts'

const Body = Type.Object(
  {
    n: Type.Integer({ maximum: 9 }),
    tags: Type.Optional(Type.Array(Type.String({ maxLength: 3 }))),
    'a/b~c': Type.Optional(Type.Boolean()),
    note: Type.Optional(Type.Union([Type.String({ maxLength: 3 }), Type.Null()])),
    kind: Type.Optional(Type.Enum(['x', 'y'])),
  },
  { additionalProperties: false },
)
const Query = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: -9, maximum: 9 })),
  deep: Type.Optional(Type.Boolean()),
  tag: Type.Optional(Type.Array(Type.String())),
})
const config = { access: 'public' } as const
let app: TestApp

beforeAll(async () => {
  app = await serve(async (things) => {
    things.post('', { config, schema: { body: Body } }, async ({ body }) => body)
    things.get('', { config, schema: { querystring: Query } }, async ({ query }) => ({
      query,
      inherits: 'toString' in query,
    }))
    things.get(
      '/:id',
      { config, schema: { params: Type.Object({ id: Type.Integer() }) } },
      async ({ params }) => params,
    )
  })
})
afterAll(() => app.close())

const post = (payload: object) => app.api.inject({ method: 'POST', url: '/v1/things', payload })

test.each([
  [{}, [{ pointer: '/n', code: 'required', message: 'is required' }]],
  [{ n: '5' }, [{ pointer: '/n', code: 'type', message: 'must be integer' }]],
  [{ n: 5, tags: 'a' }, [{ pointer: '/tags', code: 'type', message: 'must be array' }]],
  [{ n: 5, evil: 1 }, [{ pointer: '/evil', code: 'unknown', message: 'is not known' }]],
  [{ n: 5, 'x/~': 1 }, [{ pointer: '/x~1~0', code: 'unknown', message: 'is not known' }]],
  [{ n: 5, 'a/b~c': 1 }, [{ pointer: '/a~1b~0c', code: 'type', message: 'must be boolean' }]],
  [
    { n: 5, note: 'long' },
    [{ pointer: '/note', code: 'maxLength', message: 'must NOT have more than 3 characters' }],
  ],
  [{ n: 5, kind: 'z' }, [{ pointer: '/kind', code: 'enum', message: 'must be one of ["x","y"]' }]],
  [
    { n: 5, tags: ['ok', 'long'] },
    [{ pointer: '/tags/1', code: 'maxLength', message: 'must NOT have more than 3 characters' }],
  ],
])('%j breaks the schema of the body', async (payload, errors) => {
  const response = await post(payload)
  expect(response.statusCode).toBe(422)
  expect(response.json()).toMatchObject({
    type: '/problems/validation-failed',
    code: 'validation_failed',
  })
  expect(response.json().errors).toEqual(errors)
})

test('every fault is named at once, up to a limit', async () => {
  expect((await post({ n: 10, tags: [1, 2], evil: 1 })).json().errors).toHaveLength(4)
  expect((await post({ n: 1, tags: Array(500).fill(1) })).json().errors).toHaveLength(50)
})

test('a body of one of several shapes is told what is wrong with the one that was meant', async () => {
  const closed = { additionalProperties: false }
  const name = Type.Object({ name: Type.String({ maxLength: 3 }) }, closed)
  const code = Type.Object({ code: Type.Integer(), note: Type.String() }, closed)
  const shapes = await serve(async (things) => {
    const schema = { body: Type.Union([name, code]) }
    things.post('', { config: { access: 'public' }, schema }, async () => ({}))
  })
  onTestFinished(() => shapes.close())
  const faultsOf = async (payload: object) => {
    const answer = await shapes.api.inject({ method: 'POST', url: '/v1/things', payload })
    return answer.json().errors.map((it: { pointer: string }) => it.pointer)
  }
  expect(await faultsOf({ name: 'long' })).toEqual(['/name'])
  expect(await faultsOf({ code: 1 })).toEqual(['/note'])
  expect(await faultsOf({})).toEqual(['/name', '/code', '/note'])
  expect(await faultsOf({ other: 1 })).toContain('/other')
})

test('a long key is not said back in full', async () => {
  const { errors } = (await post({ n: 1, ['k'.repeat(9_000)]: 1 })).json()
  expect(errors[0].pointer.length).toBeLessThanOrEqual(1_024)
})

test('no parameter is passed over, however many there are', async () => {
  const response = await app.api.inject(`/v1/things?${'tag=a&'.repeat(1_000)}nope=1`)
  expect(response.statusCode).toBe(400)
})

test('a query is text, from which numbers, booleans and lists are read', async () => {
  const get = async (query: string) => (await app.api.inject(`/v1/things?${query}`)).json()
  expect((await get('limit=5&deep=true&tag=a')).query).toEqual({ limit: 5, deep: true, tag: ['a'] })
  expect((await get('tag=a&tag=b')).query).toEqual({ tag: ['a', 'b'] })
  expect((await get('')).inherits).toBe(false)
  expect((await get('limit=1')).inherits).toBe(false)
})

test.each([
  ['?limit=x', 'limit', 'type'],
  ['?limit=1&limit=2', 'limit', 'type'],
  ['?limit=10', 'limit', 'maximum'],
  ['?limit=Infinity', 'limit', 'maximum'],
  ['?limit=-Infinity', 'limit', 'minimum'],
  ['?limit=1e999', 'limit', 'maximum'],
  ['?limit=NaN', 'limit', 'type'],
  ['?nope=1', 'nope', 'unknown'],
  ['?__proto__=1', '__proto__', 'unknown'],
  ['/abc', 'id', 'type'],
  ['/1?nope=1', 'nope', 'unknown'],
])('%s is a bad request', async (url, parameter, code) => {
  const response = await app.api.inject(`/v1/things${url}`)
  expect(response.statusCode).toBe(400)
  expect(response.json()).toMatchObject({
    code: 'invalid_parameter',
    errors: [{ parameter, code }],
  })
})
