import { newId } from '../../shared/id.ts'
import { type Article, createArticle, type NewArticle } from './article.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newArticleInput(values: Partial<NewArticle> = {}): NewArticle {
  return {
    title: 'First title',
    body: 'First body',
    views: 1,
    live: true,
    publishedAt: new Date('2026-01-31T09:30:00.000Z'),
    ...values,
  }
}

export function makeArticle(values: Partial<Article> = {}): Article {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createArticle(newArticleInput(), newId(), now), ...values }
}
