import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { storeCategory } from '../categories/category.factory.ts'
import { storeUser } from '../users/user.factory.ts'
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
  publishedAt: new Date('2026-02-28T18:00:00.000Z'),
  authorId: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63',
  editorId: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63',
  categoryId: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63',
}

describe.each(Object.entries(implementations))('the repository of articles %s', (_, create) => {
  let articles: ArticleRepository

  beforeEach(async () => {
    await database.db.deleteFrom('articles').execute()
    await storeCategory(database.db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
    await storeCategory(database.db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
    await storeUser(database.db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
    await storeUser(database.db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
    articles = create()
  })

  it('gives back what it was given', async () => {
    const article = makeArticle()

    await articles.insert(article)

    expect(await articles.find(article.id)).toEqual(article)
  })

  it('finds nothing under an unknown id', async () => {
    expect(await articles.find(newId())).toBeUndefined()
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

async function walk(articles: ArticleRepository, request: PageRequest): Promise<string[]> {
  const page = await articles.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(articles, { ...request, after: page.next }))]
}
