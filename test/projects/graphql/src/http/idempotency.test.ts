import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { createTestApp, type TestApp } from '../../test/support/app.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import { stoppedClock } from '../../test/support/http.ts'
import type { DatabaseHandle } from '../database/connection.ts'
import type { Resource } from '../resources/resource.ts'

const Body = Type.Object(
  { name: Type.String({ maxLength: 20 }), next: Type.Optional(Type.String({ maxLength: 20 })) },
  { additionalProperties: false },
)
const Thing = Type.Object({ id: Type.Integer(), name: Type.String() })

/** Makes a thing, and then does what the test asks for. */
const things: Resource = {
  path: '/things',
  tag: { name: 'Things', description: 'For tests.' },
  plugin:
    ({ idempotency }) =>
    async (app) => {
      const once = idempotency.on((connection) => connection)
      const config = { access: 'public', idempotent: true } as const
      app.addHook('onSend', async () => {
        if (answersFail) throw new Error('the connection broke')
      })
      app.post(
        '',
        { config, schema: { body: Body, response: { 201: Thing } } },
        async (request, reply) =>
          once(request, reply, async (connection) => {
            const { name, next } = request.body
            const { rows } = await sql<{ id: number }>`
              insert into things (name) values (${name}) returning id
            `.execute(connection)
            if (next === 'fail') throw new Error('no')
            if (next === 'wait') await sleep(300)
            const id = rows[0]?.id ?? 0
            reply.code(201).header('location', `/v1/things/${id}`).header('etag', '"1"')
            // What cannot be kept as an answer must not stay as a thing.
            return { id, name, ...(next === 'overflow' && { big: 1n }) }
          }),
      )
      app.post('/others', { config, schema: { body: Body } }, async (request, reply) =>
        once(request, reply, async () => ({})),
      )
    },
}

const clock = stoppedClock()
let answersFail = false
let database: DatabaseHandle
let app: TestApp
let strict: TestApp

beforeAll(async () => {
  database = await createTestDatabase()
  await sql`create table things (id integer generated always as identity, name text)`.execute(
    database.db,
  )
  app = await createTestApp({ database, clock, resources: [things] })
  strict = await createTestApp({
    database,
    resources: [things],
    env: { IDEMPOTENCY_REQUIRED: 'true' },
  })
})

afterAll(async () => {
  await app.close()
  await strict.close()
  await database.close()
})

beforeEach(async () => {
  answersFail = false
  await sql`truncate things, idempotency_keys`.execute(database.db)
})

function post(key: string | undefined, payload: object = { name: 'a' }, path = '', to = app) {
  const headers = key === undefined ? {} : { 'idempotency-key': key }
  return to.api.inject({ method: 'POST', url: `/v1/things${path}`, headers, payload })
}

async function count(table: 'things' | 'idempotency_keys'): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from ${sql.table(table)}
  `.execute(database.db)
  return rows[0]?.count ?? -1
}

describe('a request that comes again under its key', () => {
  test('is done once, and answered as the first time', async () => {
    const first = await post('k')
    const again = await post('k')

    expect(first.statusCode).toBe(201)
    expect(first.headers['idempotency-replayed']).toBeUndefined()
    expect(again.statusCode).toBe(201)
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(again.body).toBe(first.body)
    for (const name of ['location', 'etag', 'content-type'] as const) {
      expect(again.headers[name]).toBe(first.headers[name])
    }
    expect(again.headers['x-request-id']).not.toBe(first.headers['x-request-id'])
    expect(await count('things')).toBe(1)
  })

  test('is the same whether the key is quoted or not', async () => {
    await post('"k"')

    expect((await post('k')).headers['idempotency-replayed']).toBe('true')
  })

  test('is done once when fifty come at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => post('k')))

    const statuses = answers.map(({ statusCode }) => statusCode)
    // 503: the connections of the pool are few, and not every request gets one in time.
    expect(statuses.filter((it) => it !== 201 && it !== 409 && it !== 503)).toEqual([])
    expect(statuses).toContain(201)
    const made = answers.filter((it) => it.statusCode === 201)
    expect(new Set(made.map((it) => it.body)).size).toBe(1)
    expect(await count('things')).toBe(1)
  })

  test('is answered also where the first answer never arrived', async () => {
    answersFail = true
    expect((await post('k')).statusCode).toBe(500)
    answersFail = false

    const again = await post('k')

    expect(again.statusCode).toBe(201)
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(await count('things')).toBe(1)
  })

  test('is done again after a day, and what is old is removed', async () => {
    for (const key of ['k', 'l', 'm']) await post(key)
    clock.advance(24 * 60 * 60 * 1_000)

    expect((await post('k')).headers['idempotency-replayed']).toBeUndefined()
    expect(await count('things')).toBe(4)
    expect(await count('idempotency_keys')).toBe(1)
  })
})

describe('another request under the same key', () => {
  test.each([
    ['with another body', { name: 'b' }, ''],
    ['to another address', { name: 'a' }, '/others'],
  ])('%s is refused', async (_, payload, path) => {
    await post('k')

    const other = await post('k', payload, path)

    expect(other.statusCode).toBe(422)
    expect(other.json().code).toBe('idempotency_key_reused')
    expect(await count('things')).toBe(1)
  })
})

describe('what fails', () => {
  test.each(['fail', 'overflow'])('leaves neither an effect nor a key: %s', async (next) => {
    expect((await post('k', { name: 'a', next })).statusCode).toBe(500)

    expect(await count('things')).toBe(0)
    expect(await count('idempotency_keys')).toBe(0)
    expect((await post('k')).statusCode).toBe(201)
  })

  test('is not kept where the body is wrong: it can be corrected under the same key', async () => {
    expect((await post('k', { nam: 'a' })).statusCode).toBe(422)
    expect((await post('k')).statusCode).toBe(201)
  })
})

describe('the key', () => {
  test.each(['', '"', '""', 'a b', '"a b"', 'a"b', 'a, b', 'ä', 'x'.repeat(256)])(
    'cannot be %s',
    async (key) => {
      const answer = await post(key)

      expect(answer.statusCode).toBe(400)
      expect(answer.json().errors).toMatchObject([{ parameter: 'idempotency-key' }])
      expect(await count('things')).toBe(0)
    },
  )

  test('may be left out, and then every request is another one', async () => {
    await post(undefined)
    await post(undefined)

    expect(await count('things')).toBe(2)
    expect(await count('idempotency_keys')).toBe(0)
  })

  test('may not be left out where IDEMPOTENCY_REQUIRED is true', async () => {
    const answer = await post(undefined, { name: 'a' }, '', strict)

    expect(answer.statusCode).toBe(400)
    expect(answer.json().errors).toMatchObject([{ parameter: 'idempotency-key', code: 'required' }])
    expect((await post('k', { name: 'a' }, '', strict)).statusCode).toBe(201)
  })
})

// PGlite has one session, so nothing is at work while another request comes: this needs TEST_DATABASE_URL.
test.runIf(inject('testServer'))('a request that is still at work is not done twice', async () => {
  const slow = post('k', { name: 'a', next: 'wait' })
  const statuses: number[] = []
  while (!statuses.includes(409) && !statuses.includes(201)) {
    await sleep(20)
    // The same request again: it is refused while the first one holds the key.
    statuses.push((await post('k', { name: 'a', next: 'wait' })).statusCode)
  }

  expect(statuses.at(-1)).toBe(409)
  expect((await slow).statusCode).toBe(201)
  expect(await count('things')).toBe(1)
})
