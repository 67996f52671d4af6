import { newestFirst, pageOf } from '../../shared/pagination.ts'
import type { ArticleRepository } from './article.repository.ts'
import type { Article } from './article.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryArticleRepository(): ArticleRepository {
  const stored = new Map<string, Article>()

  return {
    async list({ limit, after }) {
      const sorted = [...stored.values()].sort(newestFirst)
      const rest = after ? sorted.filter((article) => newestFirst(article, after) > 0) : sorted
      return pageOf(rest, limit)
    },

    async find(id) {
      return stored.get(id)
    },

    async insert(article) {
      stored.set(article.id, article)
    },

    async update(id, changes, now) {
      const article = stored.get(id)
      if (!article) return undefined
      const changed = { ...article, ...changes, updatedAt: now, version: article.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id) {
      return stored.delete(id)
    },
  }
}
