import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { storeAuthor } from '../authors/author.factory.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'
import { type Article, createArticle, type NewArticle } from './article.ts'

// For tests: a test gives what it is about, and the rest is an example.

/** What has to be unique is another one each time. */
let made = 0

export function newArticleInput(values: Partial<NewArticle> = {}): NewArticle {
  made += 1
  return {
    title: 'First title',
    slug: `value ${made}`,
    views: 1,
    size: BigInt('1'),
    price: '1.00',
    weight: 0.5,
    live: true,
    day: '2026-01-31',
    publishedAt: new Date('2026-01-31T09:30:00.000Z'),
    status: 'draft',
    kind: 'a-b',
    meta: { colour: 'red' },
    tags: ['First tags'],
    authorId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
    editorId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
    ...values,
  }
}

export function makeArticle(values: Partial<Article> = {}): Article {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createArticle(newArticleInput(), newId(), now), ...values }
}

/** Puts an article into the database, unless one of its id is there; before it, what it refers to. */
export async function storeArticle(
  db: Kysely<Database>,
  values: Partial<Article> = {},
): Promise<Article> {
  await storeAuthor(db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
  await storeAuthor(db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
  const article = makeArticle(values)
  const articles = createKyselyArticleRepository(db)
  const stored = await articles.find(article.id)
  if (stored) return stored
  await articles.insert(article)
  return article
}
