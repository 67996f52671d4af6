import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { someone } from '../../../test/support/identity.ts'
import { MAX_BULK } from '../../http/bulk.ts'
import { newId } from '../../shared/id.ts'

type Json = Readonly<Record<string, unknown>>

const url = '/v1/employees'

/** What no answer shows. */
const secrets: readonly string[] = ['pin']

const body: Json = {
  name: 'First name',
  salary: 1,
  pin: 'First pin',
  managerId: null,
}

const otherBody: Json = {
  name: 'Second name',
  salary: 2,
  pin: 'Second pin',
  managerId: null,
}

/** What a field must not be. */
const invalid: Readonly<Record<string, readonly unknown[]>> = {
  name: ['x'.repeat(101), '\u0000', '\ud800', 12, null],
  salary: ['1', 1.5, 2147483648, -2147483649],
  pin: ['x'.repeat(21), '\u0000', '\ud800', 12],
  managerId: ['1', 1, '0198c5d8-0000-7000-8000-000000000000'],
}

const caller = { ...someone, roles: ['hr'] }

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller })
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  await app.db.deleteFrom('employees').execute()
})

describe(`POST ${url}/bulk`, () => {
  it('creates all, in the order given', async () => {
    const created = await post([otherBody, body])

    expect(created.statusCode).toBe(201)
    expect(created.headers.location).toBeUndefined()
    const [first, second] = created.json().data
    expect(first).toMatchObject(shown(otherBody))
    expect(second).toMatchObject(shown(body))
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
  it('is no employee', async () => {
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

/** What is left of a body in an answer. */
function shown(values: Json): Json {
  return Object.fromEntries(Object.entries(values).filter(([field]) => !secrets.includes(field)))
}

function casesOf(values: Readonly<Record<string, readonly unknown[]>>) {
  return Object.entries(values).flatMap(([field, list]) => list.map((value) => ({ field, value })))
}
