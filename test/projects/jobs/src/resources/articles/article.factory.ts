import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'
import { type Article, createArticle, type NewArticle } from './article.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newArticleInput(values: Partial<NewArticle> = {}): NewArticle {
  return {
    title: 'First title',
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
  const article = makeArticle(values)
  const articles = createKyselyArticleRepository(db)
  const stored = await articles.find(article.id)
  if (stored) return stored
  await articles.insert(article)
  return article
}
