import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { MAX_BULK } from '../../http/bulk.ts'
import { newId } from '../../shared/id.ts'

type Json = Readonly<Record<string, unknown>>

const url = '/v1/baskets'

const body: Json = {
  tags: ['First tags'],
  codes: ['Fir'],
  numbers: [1],
  sizes: ['1'],
  prices: ['1.00'],
  floats: [0.5],
  flags: [true],
  ids: ['0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52'],
  days: ['2026-01-31'],
  times: ['2026-01-31T09:30:00.000Z'],
  kinds: ['x'],
  mails: ['first@example.com'],
  links: ['https://example.com/first'],
  moments: ['2026-01-31T09:30:00.000Z'],
}

const otherBody: Json = {
  tags: ['Second tags'],
  codes: ['Sec'],
  numbers: [2],
  sizes: ['2'],
  prices: ['2.00'],
  floats: [1.5],
  flags: [false],
  ids: ['0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e53'],
  days: ['2026-02-28'],
  times: ['2026-02-28T18:00:00.000Z'],
  kinds: ['y'],
  mails: ['second@example.com'],
  links: ['https://example.com/second'],
  moments: ['2026-02-28T18:00:00.000Z'],
}

/** What a field must not be. */
const invalid: Readonly<Record<string, readonly unknown[]>> = {
  tags: [
    'First item',
    [null],
    ['x'.repeat(256)],
    Array.from({ length: 21 }, () => 'First item'),
    null,
  ],
  codes: ['Fir', [null], ['x'.repeat(4)], Array.from({ length: 4 }, () => 'Fir'), []],
  numbers: [1, [null], ['1'], Array.from({ length: 21 }, () => 1), null],
  sizes: ['1', [null], [1], Array.from({ length: 21 }, () => '1')],
  prices: ['1.00', [null], [1], Array.from({ length: 6 }, () => '1.00'), null],
  floats: [0.5, [null], ['1'], Array.from({ length: 21 }, () => 0.5)],
  flags: [true, [null], ['true'], Array.from({ length: 21 }, () => true)],
  ids: [
    '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
    [null],
    [''],
    Array.from({ length: 21 }, () => '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52'),
  ],
  days: ['2026-01-31', [null], ['yesterday'], Array.from({ length: 21 }, () => '2026-01-31')],
  times: [
    '2026-01-31T09:30:00.000Z',
    [null],
    ['yesterday'],
    Array.from({ length: 21 }, () => '2026-01-31T09:30:00.000Z'),
  ],
  kinds: ['x', [null], [''], Array.from({ length: 21 }, () => 'x'), null],
  mails: ['first@example.com', [null], [''], Array.from({ length: 21 }, () => 'first@example.com')],
  links: [
    'https://example.com/first',
    [null],
    [''],
    Array.from({ length: 21 }, () => 'https://example.com/first'),
  ],
  moments: [
    '2026-01-31T09:30:00.000Z',
    [null],
    ['yesterday'],
    Array.from({ length: 21 }, () => '2026-01-31T09:30:00.000Z'),
    null,
  ],
}

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  await app.db.deleteFrom('baskets').execute()
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
  it('is no basket', async () => {
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
