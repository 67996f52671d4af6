import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { MAX_BULK } from '../../http/bulk.ts'
import { newId } from '../../shared/id.ts'
import { storeAuthor } from '../authors/author.factory.ts'

type Json = Readonly<Record<string, unknown>>

const url = '/v1/articles'

const body: Json = {
  title: 'First title',
  slug: 'First slug',
  views: 1,
  size: '1',
  price: '1.00',
  weight: 0.5,
  live: true,
  day: '2026-01-31',
  publishedAt: '2026-01-31T09:30:00.000Z',
  status: 'draft',
  kind: 'a-b',
  meta: { colour: 'red' },
  tags: ['First tags'],
  authorId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  editorId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
}

const otherBody: Json = {
  title: 'Second title',
  slug: 'Second slug',
  views: 2,
  size: '2',
  price: '2.00',
  weight: 1.5,
  live: false,
  day: '2026-02-28',
  publishedAt: '2026-02-28T18:00:00.000Z',
  status: 'published',
  kind: 'c',
  meta: { sizes: [1, 2] },
  tags: ['Second tags'],
  authorId: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63',
  editorId: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63',
}

/** What a field must not be. */
const invalid: Readonly<Record<string, readonly unknown[]>> = {
  title: ['x'.repeat(201), '\u0000', '\ud800', 12, null],
  slug: ['x'.repeat(81), '\u0000', '\ud800', 12],
  views: ['1', 1.5, 2147483648, -2147483649, null],
  size: [1, '', '1.5', '007', '9223372036854775808', '-9223372036854775809'],
  price: [1, '', '1e3', '0.000', '100000000.00', '-100000000.00', null],
  weight: ['1', true],
  live: ['true', 1, null],
  day: ['yesterday', '2026-02-29', '0000-01-01', '999999-01-01', '2026-01-31T00:00:00Z', 20260131],
  publishedAt: [
    'yesterday',
    '2026-02-30T09:30:00Z',
    '2026-12-31T23:59:60Z',
    '9999-12-31T23:59:59-01:00',
    1769851800,
  ],
  status: ['', 'not one of them', 12, null],
  kind: ['', 'not one of them', 12],
  meta: [[], '{}', 1, { a: ['\u0000'] }, { '\ud800': 1 }, null],
  tags: [
    'First item',
    [null],
    ['x'.repeat(31)],
    Array.from({ length: 21 }, () => 'First item'),
    null,
  ],
  authorId: ['1', 1, '0198c5d8-0000-7000-8000-000000000000', null],
  editorId: ['1', 1, '0198c5d8-0000-7000-8000-000000000000'],
}

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  await app.db.deleteFrom('articles').execute()
  await storeAuthor(app.db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
  await storeAuthor(app.db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
})

describe(`POST ${url}/bulk`, () => {
  it('creates all, in the order given', async () => {
    const created = await post([otherBody, body])

    expect(created.statusCode).toBe(201)
    expect(created.headers.location).toBeUndefined()
    const [first, second] = created.json().data
    expect(first).toMatchObject(otherBody)
    expect(second).toMatchObject(body)
    expect(await stored()).toEqual([second, first])
  })

  it.each(casesOf(invalid))(
    'creates none where one has $value as $field',
    async ({ field, value }) => {
      const answer = await post([body, { ...otherBody, [field]: value }])

      expect(answer.statusCode).toBe(422)
      expectFaultOf(answer, field)
      expect(await stored()).toEqual([])
    },
  )

  it('tells every fault of every item', async () => {
    const answer = await post([{ 'not-a-field': 1, ...body }, otherBody, { id: newId(), ...body }])

    expect(answer.statusCode).toBe(422)
    expect(pointersIn(answer)).toEqual(['/data/0/not-a-field', '/data/2/id'])
    expect(await stored()).toEqual([])
  })

  it.each([
    ['none', { data: [] }, '/data'],
    ['too many', { data: Array(MAX_BULK + 1).fill({}) }, '/data'],
    ['no list', { data: body }, '/data'],
    ['no items', {}, '/data'],
    ['a key that it does not know', { data: [body], more: 1 }, '/more'],
  ])('refuses %s', async (_, payload, pointer) => {
    const answer = await app.api.inject({ method: 'POST', url: `${url}/bulk`, payload })

    expect(answer.statusCode).toBe(422)
    expect(pointersIn(answer)[0]).toBe(pointer)
    expect(await stored()).toEqual([])
  })

  it('creates them once, however often they come under one key', async () => {
    const headers = { 'idempotency-key': newId() }

    const first = await post([body, otherBody], headers)
    const second = await post([body, otherBody], headers)

    expect([second.statusCode, second.body]).toEqual([201, first.body])
    expect(second.headers['idempotency-replayed']).toBe('true')
    expect(await stored()).toHaveLength(2)
  })
})

describe(`${url}/bulk`, () => {
  it('is no article', async () => {
    const answer = await app.api.inject(`${url}/bulk`)

    expect(answer.statusCode).toBe(400)
    expect(answer.json().errors[0].parameter).toBe('id')
  })
})

type Posted = Awaited<ReturnType<typeof post>>

function post(data: readonly Json[], headers: Readonly<Record<string, string>> = {}) {
  return app.api.inject({ method: 'POST', url: `${url}/bulk`, headers, payload: { data } })
}

function errorsIn(answer: Posted): readonly Readonly<Record<string, string>>[] {
  return answer.json().errors
}

function pointersIn(answer: Posted) {
  return errorsIn(answer).map(({ pointer }) => pointer)
}

/** It is in the second item, or where the database does not say whose it is. */
function expectFaultOf(answer: Posted, field: string) {
  expect(errorsIn(answer)).not.toEqual([])
  for (const error of errorsIn(answer)) {
    const isAnyones = error.code === 'unknown_reference'
    expect(`${error.pointer}/`).toMatch(isAnyones ? /^\/data\/$/ : `/data/1/${field}/`)
    if (isAnyones) expect(error.message).toMatch(`${field} of an item`)
  }
}

async function stored(): Promise<readonly Json[]> {
  return (await app.api.inject(url)).json().data
}

function casesOf(values: Readonly<Record<string, readonly unknown[]>>) {
  return Object.entries(values).flatMap(([field, list]) => list.map((value) => ({ field, value })))
}
