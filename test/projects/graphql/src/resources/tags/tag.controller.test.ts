import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { someone } from '../../../test/support/identity.ts'
import { newId } from '../../shared/id.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import { fieldOf } from '../../shared/pagination.ts'
import { makeTag } from './tag.factory.ts'
import { createKyselyTagRepository } from './tag.repository.kysely.ts'
import { TagListQuery, toTagResponse } from './tag.schemas.ts'

type Json = Readonly<Record<string, unknown>>

const url = '/v1/tags'

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

const caller = { ...someone, roles: ['editor'] }

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller })
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  await app.db.deleteFrom('tags').execute()
})

describe(`POST ${url}`, () => {
  it('creates a tag, which can be read where the answer says', async () => {
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

describe(`POST ${url} with an Idempotency-Key`, () => {
  const key = { 'idempotency-key': newId() }
  const postWithKey = (payload: Json) =>
    app.api.inject({ method: 'POST', url, headers: key, payload })

  beforeEach(async () => {
    await app.db.deleteFrom('idempotency_keys').execute()
  })

  it('creates one tag, however often it comes', async () => {
    const answers = await Promise.all([postWithKey(body), postWithKey(body), postWithKey(body)])
    const last = await postWithKey(body)

    expect(last.statusCode).toBe(201)
    expect(last.headers['idempotency-replayed']).toBe('true')
    expect(last.headers.location).toBe(`${url}/${last.json().id}`)
    for (const { statusCode, body: text } of answers) {
      // On PostgreSQL the others may come while the first is still at work.
      if (statusCode !== 409) expect([statusCode, text]).toEqual([201, last.body])
    }
    expect((await app.api.inject(url)).json().data).toHaveLength(1)
  })

  it('refuses another tag under the same key', async () => {
    await postWithKey({ ...body, ...changes })

    const other = await postWithKey(body)

    expect(other.statusCode).toBe(422)
    expect(other.json().code).toBe('idempotency_key_reused')
  })
})

describe(`GET ${url}/:id`, () => {
  it('does not find a tag that is not there', async () => {
    const answer = await get(newId())

    expect(answer.statusCode).toBe(404)
    expect(answer.json()).toMatchObject({ status: 404, code: 'tag_not_found' })
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
    expect(answer.headers.link ?? '').not.toContain('next')
  })

  it('shows a tag as it is alone', async () => {
    const created = await post(body)

    const answer = await app.api.inject(url)

    expect(answer.json().data).toEqual([created.json()])
  })

  it('shows nothing that is not listed', () => {
    const tag = { ...makeTag(), 'not-a-field': 'secret' }

    expect(toTagResponse(tag)).not.toHaveProperty('not-a-field')
  })

  it('can be walked by its links, also where times are equal', async () => {
    const tags = createKyselyTagRepository(app.db)
    for (const minute of [1, 2, 2, 2, 3]) {
      const createdAt = new Date(Date.UTC(2026, 0, 31, 9, minute))
      await tags.insert(makeTag({ createdAt }))
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
    await post({ ...body, ...changes })
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

describe(`GET ${url}, narrowed and ordered`, () => {
  const one = makeTag()
  const other = makeTag({
    createdAt: new Date('2026-02-28T18:00:00.000Z'),
    label: 'Second label',
  })
  const filters = Object.entries(TagListQuery.filters)
  const sortable = filters.filter(([, filter]) => filter.sortable !== false)
  // What is not there is asked for by `null` alone.
  const cases = filters.flatMap(([field, { operators }]) =>
    operators
      .filter((operator) => operator === 'null' || fieldOf(one, field) !== null)
      .map((operator) => ({ field, operator })),
  )

  beforeEach(async () => {
    const tags = createKyselyTagRepository(app.db)
    await tags.insert(one)
    await tags.insert(other)
  })

  it.each(cases)('takes $field, $operator', async ({ field, operator }) => {
    const own = fieldOf(one, field)
    const value = operator === 'null' ? false : operator === 'in' ? [own] : own
    const where = [{ field, operator, value }]
    const expected = listInMemory([one, other], { limit: 20, where }).data.map(({ id }) => id)
    const parameter = operator === 'eq' ? field : `${field}[${operator}]`
    const said = operator === 'null' ? 'false' : String(fieldOf(toTagResponse(one), field))

    const { data } = await list({ [parameter]: said })

    expect(data.map(({ id }) => id)).toEqual(expected)
  })

  it.each(sortable)('is ordered by %s, both ways', async (field) => {
    for (const descending of [false, true]) {
      const sort = [{ field, descending }]
      const expected = listInMemory([one, other], { limit: 20, sort })
      const { data } = await list({ sort: descending ? `-${field}` : field })
      expect(data.map(({ id }) => id)).toEqual(expected.data.map(({ id }) => id))
    }
  })

  it.each([
    ['sort=id;drop', 'sort'],
    ['sort=not-a-field', 'sort'],
    ['sort=createdAt,-createdAt', 'sort'],
    ['sort=', 'sort'],
    ['createdAt=yesterday', 'createdAt'],
    ["createdAt[gt]=2026-01-31T09:30:00Z' or 1=1", 'createdAt[gt]'],
    ['createdAt[in]=2026-01-31T09:30:00Z,yesterday', 'createdAt[in]'],
    ['createdAt[like]=2026', 'createdAt[like]'],
    ['createdAt=2026-01-31T09:30:00Z&createdAt=2026-01-31T09:30:00Z', 'createdAt'],
    [`createdAt[in]=${Array(51).fill('2026-01-31T09:30:00Z').join(',')}`, 'createdAt[in]'],
  ])('refuses %s', async (query, parameter) => {
    const answer = await app.api.inject(`${url}?${query.replaceAll(' ', '%20')}`)

    expect(answer.statusCode).toBe(400)
    const { errors } = answer.json<{ errors: { parameter: string }[] }>()
    expect(new Set(errors.map((error) => error.parameter))).toEqual(new Set([parameter]))
  })

  it('takes a cursor only with the filters and the sort that it was made with', async () => {
    const { page } = await list({ limit: '1', sort: 'createdAt' })
    const cursor = `${page.next}`

    expect((await list({ cursor, sort: 'createdAt' })).data).toHaveLength(1)
    for (const query of [
      `cursor=${cursor}`,
      `cursor=${cursor}&sort=-createdAt`,
      `cursor=${cursor}&sort=createdAt&createdAt[gt]=2026-01-31T09:30:00Z`,
    ]) {
      const answer = await app.api.inject(`${url}?${query}`)
      expect(answer.statusCode).toBe(400)
      expect(answer.json().code).toBe('invalid_cursor')
    }
  })

  it('shows once what stays, while others come and go', async () => {
    const tags = createKyselyTagRepository(app.db)
    const first = await list({ limit: '1' })
    await tags.remove(other.id)

    const rest = await list({ limit: '1', cursor: `${first.page.next}` })

    expect([...first.data, ...rest.data].map(({ id }) => id)).toEqual([other.id, one.id])
    expect(rest.page.next).toBeNull()
  })

  async function list(query: Readonly<Record<string, string>>): Promise<ListAnswer> {
    const answer = await app.api.inject({ url, query })
    expect(answer.statusCode).toBe(200)
    return answer.json<ListAnswer>()
  }
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

  it('does not find a tag that is not there', async () => {
    expect((await patch(newId(), changes)).statusCode).toBe(404)
  })
})

describe(`DELETE ${url}/:id`, () => {
  it('removes a tag, once', async () => {
    const { id } = (await post(body)).json()

    const removed = await send('DELETE', `${url}/${id}`)

    expect(removed.statusCode).toBe(204)
    expect(removed.body).toBe('')
    expect((await get(id)).statusCode).toBe(404)
    expect((await send('DELETE', `${url}/${id}`)).statusCode).toBe(404)
  })
})

describe('a change that names the version it is for', () => {
  it('is refused when someone else was faster', async () => {
    const { id } = (await post(body)).json()
    const read = await get(id)
    const etag = `${read.headers.etag}`

    const [one, other] = await Promise.all([patch(id, changes, etag), patch(id, changes, etag)])

    expect([one.statusCode, other.statusCode].sort()).toEqual([200, 412])
    expect((await get(id)).json().version).toBe(2)
    expect((await remove(id, etag)).statusCode).toBe(412)
    expect((await remove(id, '"2"')).statusCode).toBe(204)
  })

  it('is told by every answer which version there is', async () => {
    const created = await post(body)
    const { id } = created.json()

    expect(created.headers.etag).toBe('"1"')
    expect((await get(id)).headers.etag).toBe('"1"')
    expect((await patch(id, changes, '"1"')).headers.etag).toBe('"2"')
  })

  it.each(['W/"1"', '"2"', '"x"'])('is refused for %s', async (etag) => {
    const created = (await post(body)).json()

    expect((await patch(created.id, changes, etag)).statusCode).toBe(412)
    expect((await remove(created.id, etag)).statusCode).toBe(412)
    expect((await get(created.id)).json()).toEqual(created)
  })

  it('does not find a tag that is not there, whatever its version', async () => {
    for (const etag of ['*', '"1"', 'W/"1"']) {
      expect((await patch(newId(), changes, etag)).statusCode).toBe(404)
      expect((await remove(newId(), etag)).statusCode).toBe(404)
    }
  })

  it('is the only change there is where REQUIRE_IF_MATCH is set', async () => {
    const { id } = (await post(body)).json()
    const strict = await createTestApp({
      caller,
      database: app.database,
      env: { REQUIRE_IF_MATCH: 'true' },
    })

    const answer = await strict.api.inject({ method: 'DELETE', url: `${url}/${id}` })
    await strict.close()

    expect(answer.statusCode).toBe(428)
    expect((await get(id)).statusCode).toBe(200)
  })
})

it('is not sent again to who has it', async () => {
  const { id } = (await post(body)).json()

  const kept = await app.api.inject({ url: `${url}/${id}`, headers: { 'if-none-match': '"1"' } })
  const old = await app.api.inject({ url: `${url}/${id}`, headers: { 'if-none-match': '"9"' } })

  expect(kept.statusCode).toBe(304)
  expect(kept.body).toBe('')
  expect(kept.headers.etag).toBe('"1"')
  expect(old.statusCode).toBe(200)
})

const post = (payload: Json) => send('POST', url, JSON.stringify(payload))
const patch = (id: string, payload: Json, etag?: string) =>
  send('PATCH', `${url}/${id}`, JSON.stringify(payload), etag)
const remove = (id: string, etag?: string) => send('DELETE', `${url}/${id}`, undefined, etag)
const get = (id: string) => app.api.inject(`${url}/${id}`)

function send(
  method: 'POST' | 'PATCH' | 'DELETE',
  target: string,
  payload?: string,
  etag?: string,
) {
  const condition = etag === undefined ? {} : { 'if-match': etag }
  if (payload === undefined) return app.api.inject({ method, url: target, headers: condition })
  const headers = { 'content-type': 'application/json', ...condition }
  return app.api.inject({ method, url: target, headers, payload })
}

/** The request was understood and refused, because of this field and no other. */
function expectFault(answer: Awaited<ReturnType<typeof send>>, field: string) {
  expect(answer.statusCode).toBe(422)
  expect(answer.headers['content-type']).toMatch('application/problem+json')
  const { errors } = answer.json<{ errors: { pointer: string }[] }>()
  expect(new Set(errors.map(({ pointer }) => pointer.split('/')[1]))).toEqual(new Set([field]))
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
    expect(answer.headers.link ?? '').not.toContain('next')
    return [data]
  }
  const [, next = ''] = /<([^>]+)>; rel="next"/.exec(`${answer.headers.link}`) ?? []
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
