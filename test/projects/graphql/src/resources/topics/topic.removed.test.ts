import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { newId } from '../../shared/id.ts'
import { makeTopic } from './topic.factory.ts'
import { createKyselyTopicRepository } from './topic.repository.kysely.ts'
import { createMemoryTopicRepository } from './topic.repository.memory.ts'

// What is removed stays in the table, and is nowhere else.

const url = '/v1/topics'
const later = new Date('2026-02-28T18:00:00.000Z')

const body = {
  label: 'First label',
}

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

describe('a topic that is removed', () => {
  it('stays in the table, with the time and one version more', async () => {
    const created = await post()

    await send('DELETE', created.json().id)

    expect(await rows()).toEqual([
      { id: created.json().id, version: 2, deleted_at: expect.any(Date) },
    ])
  })

  it('stays as it was where another version is expected', async () => {
    const created = await post()

    const answer = await send('DELETE', created.json().id, { 'if-match': '"2"' })

    expect(answer.statusCode).toBe(412)
    expect(await rows()).toEqual([{ id: created.json().id, version: 1, deleted_at: null }])
  })

  it.each([
    ['GET', {}],
    ['GET', { 'if-none-match': '"2"' }],
    ['PATCH', {}],
    ['PATCH', { 'if-match': '"2"' }],
    ['DELETE', {}],
    ['DELETE', { 'if-match': '"2"' }],
  ] as const)('is not there for %s with %j', async (method, headers) => {
    const { id } = (await post()).json()
    await send('DELETE', id)
    const before = await rows()

    const answer = await send(method, id, headers)

    expect(answer.statusCode).toBe(404)
    expect(answer.json().code).toBe('topic_not_found')
    expect(await rows()).toEqual(before)
  })

  it('is in no list, whatever it is narrowed to', async () => {
    const { id, createdAt } = (await post()).json()
    await send('DELETE', id)

    for (const query of ['', `?createdAt=${createdAt}`, '?sort=createdAt']) {
      expect((await app.api.inject(`${url}${query}`)).json().data).toEqual([])
    }
  })

  it('is not in the way of another with the same values', async () => {
    const { id } = (await post()).json()
    await send('DELETE', id)

    const again = await post()

    expect(again.statusCode).toBe(201)
    expect(again.json().id).not.toBe(id)
    expect(await rows()).toHaveLength(2)
  })

  it('is not made again by the same request', async () => {
    const key = { 'idempotency-key': newId() }
    const created = await post(key)
    await send('DELETE', created.json().id)

    const replayed = await post(key)

    expect([replayed.statusCode, replayed.body]).toEqual([201, created.body])
    expect(replayed.headers['idempotency-replayed']).toBe('true')
    expect(await rows()).toHaveLength(1)
  })
})

const implementations = {
  'in memory': () => createMemoryTopicRepository(),
  'on the database': () => createKyselyTopicRepository(app.db),
}

describe.each(Object.entries(implementations))('the repository of topics %s', (_, create) => {
  it('does not see what is removed', async () => {
    const topics = create()
    const topic = makeTopic()
    const other = makeTopic()
    await topics.insert(topic, other)

    expect(await topics.remove(topic.id, later)).toBe(true)

    expect(await topics.find(topic.id)).toBeUndefined()
    expect(await topics.findMany([topic.id, other.id])).toEqual([other])
    expect((await topics.list({ limit: 10 })).data).toEqual([other])
    expect(await topics.update(topic.id, {}, later)).toBeUndefined()
    expect(await topics.remove(topic.id, later)).toBe(false)
  })
})

function post(headers: Readonly<Record<string, string>> = {}) {
  return app.api.inject({ method: 'POST', url, headers, payload: body })
}

function send(
  method: 'GET' | 'PATCH' | 'DELETE',
  id: string,
  headers: Readonly<Record<string, string>> = {},
) {
  const payload = method === 'PATCH' ? { payload: body } : {}
  return app.api.inject({ method, url: `${url}/${id}`, headers, ...payload })
}

/** What the table has, removed or not. */
function rows() {
  const from = app.db.selectFrom('topics')
  return from.select(['id', 'version', 'deleted_at']).execute()
}
