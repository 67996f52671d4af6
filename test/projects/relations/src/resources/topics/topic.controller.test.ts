import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { newId } from '../../shared/id.ts'
import { makeTopic } from './topic.factory.ts'
import { createKyselyTopicRepository } from './topic.repository.kysely.ts'
import { toTopicResponse } from './topic.schemas.ts'

type Json = Readonly<Record<string, unknown>>

const url = '/v1/topics'

const body: Json = {
  label: 'First label',
}

const changes: Json = {
  label: 'Second label',
}

/** What a field holds when it is left out; `undefined` where it must be given. */
const leftOut: Json = {
  label: undefined,
}

/** The edges of what a field takes. */
const valid: Readonly<Record<string, readonly unknown[]>> = {
  label: ['', '😀'.repeat(80)],
}

/** What is just beyond them, or something else altogether. */
const invalid: Readonly<Record<string, readonly unknown[]>> = {
  label: ['x'.repeat(81), '\u0000', '\ud800', 12, null],
}

const required = Object.keys(leftOut).filter((field) => leftOut[field] === undefined)
const optional = Object.keys(leftOut).filter((field) => leftOut[field] !== undefined)
const readOnly = { id: newId(), createdAt: '2026-01-31T09:30:00Z', updatedAt: null, version: 7 }

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  await app.db.deleteFrom('topics').execute()
})

describe(`POST ${url}`, () => {
  it('creates a topic, which can be read where the answer says', async () => {
    const created = await post(body)

    expect(created.statusCode).toBe(201)
    expect(created.json()).toEqual({
      ...body,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      createdAt: expect.any(String),
      updatedAt: created.json().createdAt,
      version: 1,
    })
    expect(created.headers.location).toBe(`${url}/${created.json().id}`)
    const read = await app.api.inject(`${created.headers.location}`)
    expect(read.statusCode).toBe(200)
    expect(read.json()).toEqual(created.json())
  })

  it.each(optional)('gives %s its default', async (field) => {
    const created = await post(without(field))

    expect(created.statusCode).toBe(201)
    expect(created.json()[field]).toEqual(leftOut[field])
  })

  it.each(required)('needs %s', async (field) => {
    expectFault(await post(without(field)), field)
  })

  it.each(casesOf(valid))('takes $field: $value', async ({ field, value }) => {
    const created = await post({ ...body, [field]: value })

    expect(created.statusCode).toBe(201)
    const read = await get(created.json().id)
    expect(read.json()[field]).toEqual(value)
  })

  it.each(casesOf(invalid))('refuses $field: $value', async ({ field, value }) => {
    expectFault(await post({ ...body, [field]: value }), field)
  })

  it.each(Object.entries(readOnly))(
    'refuses %s, which only the server sets',
    async (key, value) => {
      expectFault(await post({ ...body, [key]: value }), key)
    },
  )

  it('refuses what it does not know', async () => {
    expectFault(await post({ ...body, 'not-a-field': true }), 'not-a-field')
  })

  it.each(['[]', 'null', '"text"', '1'])('refuses %s, which is no object', async (payload) => {
    expect((await send('POST', url, payload)).statusCode).toBe(422)
  })

  it('refuses a body that is not JSON', async () => {
    const answer = await send('POST', url, '{"')

    expect(answer.statusCode).toBe(400)
    expect(answer.headers['content-type']).toMatch('application/problem+json')
  })
})

describe(`GET ${url}/:id`, () => {
  it('does not find a topic that is not there', async () => {
    const answer = await get(newId())

    expect(answer.statusCode).toBe(404)
    expect(answer.json()).toMatchObject({ status: 404, code: 'topic_not_found' })
  })

  it.each([
    '1',
    '0198c5d8-0000-7000-8000-00000000000g',
    'urn:uuid:0198c5d8-0000-7000-8000-000000000000',
  ])('refuses the id %s', async (id) => {
    expect((await get(id)).statusCode).toBe(400)
  })
})

describe(`GET ${url}`, () => {
  it('is empty at first', async () => {
    const answer = await app.api.inject(url)

    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ data: [], page: { limit: 20, next: null } })
    expect(answer.headers.link).toBeUndefined()
  })

  it('shows a topic as it is alone', async () => {
    const created = await post(body)

    const answer = await app.api.inject(url)

    expect(answer.json().data).toEqual([created.json()])
  })

  it('shows nothing that is not listed', () => {
    const topic = { ...makeTopic(), 'not-a-field': 'secret' }

    expect(toTopicResponse(topic)).not.toHaveProperty('not-a-field')
  })

  it('can be walked by its links, also where times are equal', async () => {
    const topics = createKyselyTopicRepository(app.db)
    for (const minute of [1, 2, 2, 2, 3]) {
      const createdAt = new Date(Date.UTC(2026, 0, 31, 9, minute))
      await topics.insert(makeTopic({ createdAt }))
    }

    const pages = await walk(`${url}?limit=2`)

    expect(pages.map(({ length }) => length)).toEqual([2, 2, 1])
    const seen = pages.flat()
    const sorted = seen.toSorted((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1))
    expect(seen).toEqual(sorted)
    expect(new Set(seen.map(({ id }) => id)).size).toBe(5)
  })

  it.each(['0', '101', '1.5', 'many', '1000000000'])('refuses the limit %s', async (limit) => {
    expect((await app.api.inject(`${url}?limit=${limit}`)).statusCode).toBe(400)
  })

  it('refuses a cursor that was changed, or never made', async () => {
    await post(body)
    await post(body)
    const { page } = (await app.api.inject(`${url}?limit=1`)).json()

    for (const cursor of ['', 'x', 'v1.W10.x', `${page.next}x`, `x${page.next}`]) {
      const answer = await app.api.inject(`${url}?cursor=${cursor}`)
      expect(answer.statusCode).toBe(400)
    }
  })

  it('refuses a parameter that it does not know', async () => {
    expect((await app.api.inject(`${url}?not-a-field=1`)).statusCode).toBe(400)
  })
})

describe(`PATCH ${url}/:id`, () => {
  it.each(Object.entries(changes))('changes %s and leaves the rest', async (field, value) => {
    const created = (await post(body)).json()

    const changed = await patch(created.id, { [field]: value })

    expect(changed.statusCode).toBe(200)
    expect(changed.json()).toEqual({
      ...created,
      [field]: value,
      updatedAt: expect.any(String),
      version: 2,
    })
    expect((await get(created.id)).json()).toEqual(changed.json())
  })

  it.each(casesOf(invalid))('refuses $field: $value', async ({ field, value }) => {
    const created = (await post(body)).json()

    expectFault(await patch(created.id, { [field]: value }), field)
    expect((await get(created.id)).json()).toEqual(created)
  })

  it.each(casesOf(valid))('takes $field: $value', async ({ field, value }) => {
    const created = (await post(body)).json()

    const changed = await patch(created.id, { [field]: value })

    expect(changed.json()[field]).toEqual(value)
  })

  it.each(Object.entries(readOnly))(
    'refuses %s, which only the server sets',
    async (key, value) => {
      const created = (await post(body)).json()

      expectFault(await patch(created.id, { [key]: value }), key)
    },
  )

  it('refuses a change of nothing', async () => {
    const created = (await post(body)).json()

    expect((await patch(created.id, {})).statusCode).toBe(422)
  })

  it('does not find a topic that is not there', async () => {
    expect((await patch(newId(), changes)).statusCode).toBe(404)
  })
})

describe(`DELETE ${url}/:id`, () => {
  it('removes a topic, once', async () => {
    const { id } = (await post(body)).json()

    const removed = await send('DELETE', `${url}/${id}`)

    expect(removed.statusCode).toBe(204)
    expect(removed.body).toBe('')
    expect((await get(id)).statusCode).toBe(404)
    expect((await send('DELETE', `${url}/${id}`)).statusCode).toBe(404)
  })
})

const post = (payload: Json) => send('POST', url, JSON.stringify(payload))
const patch = (id: string, payload: Json) => send('PATCH', `${url}/${id}`, JSON.stringify(payload))
const get = (id: string) => app.api.inject(`${url}/${id}`)

function send(method: 'POST' | 'PATCH' | 'DELETE', target: string, payload?: string) {
  if (payload === undefined) return app.api.inject({ method, url: target })
  const headers = { 'content-type': 'application/json' }
  return app.api.inject({ method, url: target, headers, payload })
}

/** The request was understood and refused, because of this field and no other. */
function expectFault(answer: Awaited<ReturnType<typeof send>>, field: string) {
  expect(answer.statusCode).toBe(422)
  expect(answer.headers['content-type']).toMatch('application/problem+json')
  const { errors } = answer.json<{ errors: { pointer: string }[] }>()
  expect(new Set(errors.map(({ pointer }) => pointer))).toEqual(new Set([`/${field}`]))
}

interface ListAnswer {
  readonly data: readonly { readonly id: string; readonly createdAt: string }[]
  readonly page: { readonly limit: number; readonly next: string | null }
}

/** Follows the links to the last page; each must lead where the body says. */
async function walk(first: string): Promise<ListAnswer['data'][]> {
  const answer = await app.api.inject(first)
  const { data, page } = answer.json<ListAnswer>()
  if (page.next === null) {
    expect(answer.headers.link).toBeUndefined()
    return [data]
  }
  const [, next = ''] = /^<(.+)>; rel="next"$/.exec(`${answer.headers.link}`) ?? []
  expect(new URL(next, 'http://localhost').searchParams.get('cursor')).toBe(page.next)
  return [data, ...(await walk(next))]
}

function keyOf({ createdAt, id }: { createdAt: string; id: string }): string {
  return `${createdAt} ${id}`
}

function without(field: string): Json {
  return Object.fromEntries(Object.entries(body).filter(([key]) => key !== field))
}

function casesOf(values: Readonly<Record<string, readonly unknown[]>>) {
  return Object.entries(values).flatMap(([field, list]) => list.map((value) => ({ field, value })))
}
