import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { storeAuthor } from '../authors/author.factory.ts'
import { makeArticle } from './article.factory.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'
import { createMemoryArticleRepository } from './article.repository.memory.ts'
import type { ArticleRepository } from './article.repository.ts'
import type { ArticleChanges } from './article.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemoryArticleRepository(),
  'on the database': () => createKyselyArticleRepository(database.db),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<ArticleChanges> = {
  title: 'Second title',
  slug: 'Second slug',
  views: 2,
  size: BigInt('2'),
  price: '2.00',
  weight: 1.5,
  live: false,
  day: '2026-02-28',
  publishedAt: new Date('2026-02-28T18:00:00.000Z'),
  status: 'published',
  kind: 'c',
  meta: { sizes: [1, 2] },
  tags: ['Second tags'],
  authorId: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63',
  editorId: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63',
}

describe.each(Object.entries(implementations))('the repository of articles %s', (_, create) => {
  let articles: ArticleRepository

  beforeEach(async () => {
    await database.db.deleteFrom('articles').execute()
    await storeAuthor(database.db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
    await storeAuthor(database.db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
    articles = create()
  })

  it('gives back what it was given', async () => {
    const article = makeArticle()

    await articles.insert(article)

    expect(await articles.find(article.id)).toEqual(article)
  })

  it('keeps all of several', async () => {
    const several = [makeArticle(), makeArticle(), makeArticle()]

    await articles.insert(...several)
    await articles.insert()

    expect((await articles.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const article = makeArticle()

    await expect(articles.insert(makeArticle(), article, article)).rejects.toThrow()

    expect((await articles.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await articles.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const article = makeArticle()
    await articles.insert(article)
    await articles.insert(makeArticle())

    expect(await articles.findMany([newId(), article.id])).toEqual([article])
    expect(await articles.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const article = makeArticle()
    const other = makeArticle()
    await articles.insert(article)
    await articles.insert(other)
    const only = Object.fromEntries([change])

    const changed = await articles.update(article.id, only, later)

    expect(changed).toEqual({ ...article, ...only, updatedAt: later, version: 2 })
    expect(await articles.find(article.id)).toEqual(changed)
    expect(await articles.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await articles.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const article = makeArticle({ version: 3 })
    await articles.insert(article)

    expect(await articles.update(article.id, changes, later, 2)).toBeUndefined()
    expect(await articles.find(article.id)).toEqual(article)
    const changed = await articles.update(article.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const article = makeArticle({ version: 3 })
    await articles.insert(article)

    expect(await articles.remove(article.id, 2)).toBe(false)
    expect(await articles.find(article.id)).toEqual(article)
    expect(await articles.remove(article.id, 3)).toBe(true)
  })

  it('removes once', async () => {
    const article = makeArticle()
    const other = makeArticle()
    await articles.insert(article)
    await articles.insert(other)

    expect(await articles.remove(article.id)).toBe(true)
    expect(await articles.remove(article.id)).toBe(false)
    expect(await articles.find(article.id)).toBeUndefined()
    expect(await articles.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await articles.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeArticle({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const article of made) {
      await articles.insert(article)
    }

    const walked = await walk(articles, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await articles.insert(makeArticle())
    await articles.insert(makeArticle())

    expect((await articles.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each(['createdAt', 'title', 'slug', 'views', 'live', 'publishedAt', 'status'])(
  'the index on %s',
  (field) => {
    it.each([true, false])(
      'gives the order and finds a value; descending: %s',
      async (descending) => {
        const sort = [{ field, descending }]
        const article = makeArticle()
        const steps = await planOf(database.db, async (db) => {
          const articles = createKyselyArticleRepository(db)
          await articles.list({ limit: 1, sort })
          const after = [fieldOf(article, field), article.id]
          await articles.list({ limit: 1, sort, after })
          const where = [{ field, operator: 'eq', value: fieldOf(article, field) }] as const
          await articles.list({ limit: 1, sort, where })
        })

        expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
        expect(steps).not.toContain('Seq Scan')
        expect(steps).not.toContain('Sort')
      },
    )
  },
)

async function walk(articles: ArticleRepository, request: PageRequest): Promise<string[]> {
  const page = await articles.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(articles, { ...request, after: page.next }))]
}
