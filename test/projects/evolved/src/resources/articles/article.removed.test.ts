import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { someone } from '../../../test/support/identity.ts'
import { newId } from '../../shared/id.ts'
import { storeTopic } from '../topics/topic.factory.ts'
import { storeUser } from '../users/user.factory.ts'
import { makeArticle } from './article.factory.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'
import { createMemoryArticleRepository } from './article.repository.memory.ts'

// What is removed stays in the table, and is nowhere else.

const url = '/v1/articles'
const later = new Date('2026-02-28T18:00:00.000Z')

const body = {
  title: 'First title',
  content: 'First content',
  serial: 'First serial',
  kind: 'a',
  rating: '1',
  writerId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  subjectId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  live: true,
  slug: 'First slug',
  since: '2026-01-31T09:30:00.000Z',
  tags: ['First tags'],
  editorId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  code: 'First code',
}

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller: someone })
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  await app.db.deleteFrom('articles').execute()
  await storeTopic(app.db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
  await storeTopic(app.db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
  await storeUser(app.db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
  await storeUser(app.db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
})

describe('an article that is removed', () => {
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
    expect(answer.json().code).toBe('article_not_found')
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
  'in memory': () => createMemoryArticleRepository(someone.id),
  'on the database': () => createKyselyArticleRepository(app.db, someone.id),
}

describe.each(Object.entries(implementations))('the repository of articles %s', (_, create) => {
  it('does not see what is removed', async () => {
    const articles = create()
    const article = makeArticle()
    const other = makeArticle()
    await articles.insert(article, other)

    expect(await articles.remove(article.id, later)).toBe(true)

    expect(await articles.find(article.id)).toBeUndefined()
    expect(await articles.findMany([article.id, other.id])).toEqual([other])
    expect((await articles.list({ limit: 10 })).data).toEqual([other])
    expect(await articles.update(article.id, {}, later)).toBeUndefined()
    expect(await articles.remove(article.id, later)).toBe(false)
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
  const from = app.db.selectFrom('articles')
  return from.select(['id', 'version', 'deleted_at']).execute()
}
