import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import { refuseTaken } from '../../shared/unique-in-memory.ts'
import type { ArticleRepository } from './article.repository.ts'
import type { Article } from './article.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryArticleRepository(): ArticleRepository {
  const stored = new Map<string, Article>()

  return {
    async list(request) {
      return listInMemory(stored.values(), request)
    },

    async find(id) {
      return stored.get(id)
    },

    async findMany(ids) {
      return [...stored.values()].filter(({ id }) => ids.includes(id))
    },

    async insert(...articles) {
      insertInMemory(stored, articles, ['slug'])
    },

    async update(id, changes, now, expected) {
      const article = stored.get(id)
      if (!article || !isExpected(article, expected)) return undefined
      const changed = { ...article, ...changes, updatedAt: now, version: article.version + 1 }
      refuseTaken(stored.values(), changed, ['slug'])
      stored.set(id, changed)
      return changed
    },

    async remove(id, expected) {
      const article = stored.get(id)
      return article !== undefined && isExpected(article, expected) && stored.delete(id)
    },
  }
}

function isExpected(article: Article, expected: number | undefined): boolean {
  return expected === undefined || article.version === expected
}
