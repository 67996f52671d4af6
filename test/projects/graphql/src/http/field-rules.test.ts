import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type TSchema, Type } from 'typebox'
import { afterEach, describe, expect, it, test, vi } from 'vitest'
import type { TestApp } from '../../test/support/app.ts'
import { serve } from '../../test/support/http.ts'
import { someone } from '../../test/support/identity.ts'
import type { Admission } from './access.ts'
import { bulkOf, createdOf } from './bulk.ts'
import { refuseUnseen, refuseUnwritable, restrictionsOf, visibleTo } from './field-rules.ts'
import * as filter from './filters.ts'
import { createListQuery, createPager, listOf } from './list-query.ts'
import { openapiDocument } from './openapi.ts'
import type { FieldRules } from './policy.ts'
import * as wire from './wire.ts'

const fields = {
  pay: { read: { roles: ['hr'] }, write: { roles: ['hr'] } },
  rank: { write: { roles: ['hr', 'chief'] } },
} as const satisfies FieldRules

const hr = { ...someone, roles: ['hr'] }
const config: Admission = { access: 'authenticated', fields }
const pay = wire.ruled(Type.Integer(), fields.pay)
const rank = wire.ruled(Type.Integer(), fields.rank)

const Thing = Type.Object(
  { id: Type.Integer(), pay: Type.Optional(pay), rank },
  { additionalProperties: false },
)
const Body = Type.Object(
  { pay: Type.Optional(pay), rank: Type.Optional(rank) },
  { additionalProperties: false },
)
/** As another resource shows one. */
const Whole = Type.Object(
  { owner: Type.Optional(wire.nullable(Thing)), others: Type.Array(Type.Object({ is: Thing })) },
  { additionalProperties: false },
)
const Query = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
  pay: filter.seenBy(fields.pay.read, filter.ordered(Type.Integer())),
})

const thing = { id: 1, pay: 9, rank: 2 }
const known = { access: 'authenticated' } as const

const things: FastifyPluginAsyncTypebox = async (app) => {
  const pager = createPager({} as never, 'things', Query)
  const created = { body: Body, response: { 201: Thing } }
  app.get(
    '',
    { config, schema: { querystring: Query.schema, response: { 200: listOf(Thing) } } },
    async (request, reply) => {
      pager.read(request.query)
      return pager.write(reply, { data: [], next: null }, [thing])
    },
  )
  app.post('', { config, schema: created }, async (_request, reply) => {
    reply.code(201)
    return thing
  })
  const bulk = { body: bulkOf(Body), response: { 201: createdOf(Thing) } }
  app.post(
    '/bulk',
    { config: { ...config, bulk: true }, schema: bulk },
    async (_request, reply) => {
      reply.code(201)
      return { data: [thing] }
    },
  )
  app.get('/whole', { config: known, schema: { response: { '2xx': Whole } } }, async () => ({
    owner: thing,
    others: [{ is: thing }],
  }))
  app.get('/none', { config: known, schema: { response: { '2xx': Whole } } }, async () => ({
    owner: null,
    others: [],
  }))
}

describe('what is shown', () => {
  let app: TestApp
  afterEach(() => app.close())

  it.each([
    ['whoever has the role', hr, thing],
    ['whoever lacks it', someone, { id: 1, rank: 2 }],
  ] as const)('is to %s what is for them, wherever it stands', async (_, caller, shown) => {
    app = await serve(things, { caller })
    const answer = async (url: string) => (await app.api.inject(`/v1/things${url}`)).json()

    expect((await answer('')).data).toEqual([shown])
    expect(await answer('/whole')).toEqual({ owner: shown, others: [{ is: shown }] })
    expect(await answer('/none')).toEqual({ owner: null, others: [] })
    const payload = {}
    const created = await app.api.inject({ method: 'POST', url: '/v1/things', payload })
    expect([created.statusCode, created.json()]).toEqual([201, shown])
    const request = { method: 'POST', url: '/v1/things/bulk', payload: { data: [{}] } } as const
    expect((await app.api.inject(request)).json()).toEqual({ data: [shown] })
  })
})

describe('what is sent', () => {
  let app: TestApp
  afterEach(() => app.close())

  const send = (url: string, payload: object) =>
    app.api.inject({ method: 'POST', url: `/v1/things${url}`, payload })

  it('is refused with every field that the caller may not set, and told', async () => {
    const denied = vi.fn()
    app = await serve(things, { caller: someone, denied })
    const answer = await send('', { pay: null, rank: 'none' })

    expect(answer.statusCode).toBe(403)
    expect(answer.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/pay',
      '/rank',
    ])
    expect(denied).toHaveBeenCalledOnce()
  })

  it('is refused wherever it stands among several', async () => {
    app = await serve(things, { caller: someone })
    const answer = await send('/bulk', { data: [{}, { pay: 1 }, { rank: 1 }] })

    expect(answer.statusCode).toBe(403)
    expect(answer.json().errors).toMatchObject([
      { pointer: '/data/1/pay' },
      { pointer: '/data/2/rank' },
    ])
  })

  it('is taken from whoever has every role that it needs', async () => {
    app = await serve(things, { caller: hr })

    expect((await send('', { pay: 1 })).statusCode).toBe(201)
    expect((await send('', { pay: 1, rank: 1 })).json().errors).toMatchObject([
      { pointer: '/rank' },
    ])
  })

  it.each(['[]', '[{"pay":1}]', 'null', '"pay"', '{"data":[null,1]}'])(
    'is left to the schema where it is no object: %s',
    async (payload) => {
      app = await serve(things, { caller: someone })
      const headers = { 'content-type': 'application/json' }
      const answers = await Promise.all(
        ['', '/bulk'].map((url) =>
          app.api.inject({ method: 'POST', url: `/v1/things${url}`, headers, payload }),
        ),
      )

      expect(answers.map(({ statusCode }) => statusCode)).toEqual([422, 422])
    },
  )
})

describe('what is asked for', () => {
  let app: TestApp
  afterEach(() => app.close())

  const list = (query: string) => app.api.inject(`/v1/things?${query}`)
  const refused = [
    ['pay=9', ['pay']],
    ['pay[gte]=9', ['pay[gte]']],
    ['pay=9&pay=8', ['pay']],
    ['pay=nothing&sort=pay', ['pay', 'sort']],
    ['sort=-pay', ['sort']],
    ['sort=createdAt,pay', ['sort']],
    ['sort=createdAt&sort=pay', ['sort']],
  ] as const

  it.each(refused)('is refused to whoever would be told by it: %s', async (query, parameters) => {
    app = await serve(things, { caller: someone })
    const answer = await list(query)

    expect(answer.statusCode).toBe(403)
    const { errors } = answer.json<{ errors: { parameter: string }[] }>()
    expect(errors.map(({ parameter }) => parameter)).toEqual(parameters)
  })

  it.each(['pay=9', 'pay[gte]=9', 'sort=-pay', 'sort=createdAt,pay'])(
    'is found for whoever has the role: %s',
    async (query) => {
      app = await serve(things, { caller: hr })

      expect((await list(query)).statusCode).toBe(200)
    },
  )

  it('is refused, and told, once where only the head is asked for', async () => {
    const denied = vi.fn()
    app = await serve(things, { caller: someone, denied })
    const answer = await app.api.inject({ method: 'HEAD', url: '/v1/things?sort=pay' })

    expect(answer.statusCode).toBe(403)
    expect(denied).toHaveBeenCalledOnce()
  })

  it('is refused to nobody where it tells nothing', async () => {
    app = await serve(things, { caller: someone })

    expect((await list('sort=-createdAt&limit=2')).statusCode).toBe(200)
  })
})

test('the document says whom a field is for, and where somebody may be refused for one', async () => {
  const app = await serve(things, { caller: someone })
  const { paths = {} } = await openapiDocument(app.api)
  await app.close()

  expect(paths['/v1/things']?.post?.responses).toHaveProperty('403')
  expect(paths['/v1/things']?.get?.responses).toHaveProperty('403')
  expect(paths['/v1/things/whole']?.get?.responses).not.toHaveProperty('403')
  expect(JSON.stringify(paths['/v1/things/whole'])).toContain('"x-read-roles":["hr"]')
  expect(JSON.stringify(paths['/v1/things'])).toContain('"x-sort-roles":{"pay":["hr"]}')
})

describe('the start fails', () => {
  const body = (schema: TSchema) => ({ body: schema })
  const answer = (schema: TSchema) => ({ response: { 200: schema } })
  const closed = { additionalProperties: false }
  const only = (name: string, schema: TSchema) => Type.Object({ [name]: schema }, closed)
  const open = { access: 'public' } as const
  const plain = Type.Optional(Type.Integer())
  const other = wire.ruled(Type.Integer(), { read: { roles: ['boss'] } })
  const withPay = { access: 'authenticated', fields: { pay: fields.pay } } as const
  const query = createListQuery({
    createdAt: filter.ordered(wire.Timestamp, filter.toDate),
    pay: filter.ordered(Type.Integer()),
  }).schema

  it.each<[string, Admission, object, string]>([
    ['nobody is asked who calls', open, answer(Thing), 'asks nobody who calls'],
    ['everyone may set it', open, body(Body), 'asks nobody who calls'],
    ['everyone may find by it', open, { querystring: Query.schema }, 'asks nobody who calls'],
    ['a policy is for everyone', { ...open, fields }, {}, 'asks nobody who calls'],
    ['an answer always has it', known, answer(only('pay', pay)), 'always answers with pay'],
    [
      'an answer always has it further in',
      known,
      answer(listOf(only('pay', pay))),
      'always answers with pay',
    ],
    [
      'an answer has it as one of several shapes',
      known,
      answer(Type.Union([Type.Null(), only('pay', pay)])),
      'always answers with pay',
    ],
    ['no answer has it', withPay, answer(only('id', plain)), 'has a rule for pay, which'],
    ['no body has it', withPay, body(only('id', plain)), 'has a rule for pay, which'],
    ['an answer shows it to all', withPay, answer(only('pay', plain)), 'answers with pay and'],
    ['a list shows it to all', withPay, answer(listOf(only('pay', plain))), 'answers with pay and'],
    [
      'an answer shows it to others',
      withPay,
      answer(only('pay', Type.Optional(other))),
      'answers with pay and',
    ],
    ['a body takes it from all', withPay, body(only('pay', plain)), 'takes pay and'],
    ['a bulk takes it from all', withPay, body(bulkOf(only('pay', plain))), 'takes pay and'],
    ['it is found by all', withPay, { querystring: query }, 'finds by pay'],
  ])('where %s', async (_, admission, schema, problem) => {
    const started = serve(async (app) => {
      app.route({ method: 'POST', url: '', config: admission, schema, handler: async () => null })
    })

    await expect(started).rejects.toThrow(`POST /v1/things ${problem}`)
  })

  it('where what is shown stands elsewhere', async () => {
    const started = serve(async (app) => {
      app.addSchema({ $id: 'Pay', type: 'object', properties: { pay: { type: 'integer' } } })
      const schema = answer(listOf(Type.Unsafe({ $ref: 'Pay#' })))
      app.get('', { config: withPay, schema }, async () => null)
    })

    await expect(started).rejects.toThrow(
      'GET /v1/things has fields that are for some, and a `$ref`',
    )
  })

  it('where all may order by it', async () => {
    const { sort: order } = (query as never as { properties: { sort: TSchema } }).properties
    const querystring = Type.Object({ sort: order })
    const started = serve(async (app) => {
      app.get('', { config: withPay, schema: { querystring } }, async () => null)
    })

    await expect(started).rejects.toThrow('GET /v1/things finds by pay')
  })
})

describe('without HTTP', () => {
  const toRead = restrictionsOf(fields, 'read')
  const toWrite = restrictionsOf(fields, 'write')

  it('the same table says what is seen', () => {
    expect(visibleTo(someone, thing, toRead)).toEqual({ id: 1, rank: 2 })
    expect(visibleTo(hr, thing, toRead)).toEqual(thing)
    expect(visibleTo(someone, [thing], { fields: {}, within: {}, items: toRead })).toEqual([
      { id: 1, rank: 2 },
    ])
    expect(visibleTo(someone, null, toRead)).toBeNull()
  })

  it('the same table says what is set, and found', () => {
    expect(() => refuseUnwritable(someone, { pay: 1 }, toWrite)).toThrow('may not set')
    expect(() => refuseUnwritable(someone, { id: 1 }, toWrite)).not.toThrow()
    const toFind = { parameters: toRead.fields, sort: toRead.fields }
    expect(() => refuseUnseen(someone, { pay: 1 }, toFind)).toThrow('may not find')
    expect(() => refuseUnseen(hr, { pay: 1, sort: 'pay' }, toFind)).not.toThrow()
  })

  it('no name is one that objects inherit', () => {
    expect(() => refuseUnwritable(someone, { constructor: 1 }, toWrite)).not.toThrow()
    expect(visibleTo(someone, { toString: 1 }, toRead)).toEqual({ toString: 1 })
  })
})
