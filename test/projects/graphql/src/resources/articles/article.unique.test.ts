import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { translateDatabaseError } from '../../database/errors.ts'
import { AppError } from '../../shared/errors.ts'
import { fieldOf } from '../../shared/pagination.ts'
import { storeAuthor } from '../authors/author.factory.ts'
import { makeArticle } from './article.factory.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'
import { createMemoryArticleRepository } from './article.repository.memory.ts'

type Json = Readonly<Record<string, unknown>>

const url = '/v1/articles'
const later = new Date('2026-02-28T18:00:00.000Z')

const unique: readonly string[] = ['slug']
const sent: readonly string[] = ['slug']
const nullable: readonly string[] = ['slug']

/** Two that have nothing in common that must be unique. */
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

const implementations = {
  'in memory': () => createMemoryArticleRepository(),
  'on the database': () => createKyselyArticleRepository(app.db),
}

describe.each(Object.entries(implementations))('the repository of articles %s', (_, create) => {
  it.each(unique)('lets one alone have a %s', async (field) => {
    const articles = create()
    const one = makeArticle()
    const other = makeArticle()
    await articles.insert(one)
    await articles.insert(other)
    const same = { [field]: fieldOf(one, field) }

    const inserted = await failureOf(articles.insert(makeArticle(same)))
    const updated = await failureOf(articles.update(other.id, same, later))

    expect(inserted).toMatchObject(taken(field))
    expect(updated).toMatchObject(taken(field))
    expect(await articles.find(other.id)).toEqual(other)
    expect(await articles.update(one.id, same, later)).toMatchObject(same)
  })

  it.each(nullable)('lets several have no %s', async (field) => {
    const articles = create()
    await articles.insert(makeArticle({ [field]: null }))
    await articles.insert(makeArticle({ [field]: null }))

    expect((await articles.list({ limit: 10 })).data).toHaveLength(2)
  })
})

describe.each(sent)('a second article with the same %s', (field) => {
  const second = { ...otherBody, [field]: body[field] }

  it('is refused, and told which field it is, without its value', async () => {
    await post(body)

    const answer = await post(second)

    expect(answer.statusCode).toBe(409)
    expect(answer.json()).toMatchObject({
      code: 'already_exists',
      errors: [{ pointer: `/${field}`, code: 'taken', message: 'is already taken' }],
    })
    expect(await count()).toBe(1)
  })

  it('is refused with the others that it comes with', async () => {
    const payload = { data: [body, second] }

    const answer = await app.api.inject({ method: 'POST', url: `${url}/bulk`, payload })

    expect(answer.statusCode).toBe(409)
    expect(answer.json().errors).toMatchObject([
      { pointer: '/data', code: 'taken', message: `${field} of an item: is already taken` },
    ])
    expect(await count()).toBe(0)
  })

  it('does not come of a change', async () => {
    await post(body)
    const other = await post(otherBody)

    const answer = await app.api.inject({
      method: 'PATCH',
      url: `${url}/${other.json().id}`,
      payload: { [field]: body[field] },
    })

    expect(answer.statusCode).toBe(409)
    expect(answer.json().errors).toMatchObject([{ pointer: `/${field}`, code: 'taken' }])
  })

  it('is refused, too, when both come at once', async () => {
    const answers = await Promise.all([post(body), post(second)])

    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409])
    expect(await count()).toBe(1)
  })
})

function post(payload: Json) {
  return app.api.inject({ method: 'POST', url, payload })
}

async function count(): Promise<number> {
  return (await app.api.inject(url)).json().data.length
}

function taken(field: string) {
  return { code: 'already_exists', errors: [{ pointer: `/${field}`, code: 'taken' }] }
}

/** What the rest of the program is told when it fails. */
async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work
    return undefined
  } catch (error) {
    return error instanceof AppError ? error : translateDatabaseError(error)
  }
}
