import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import { ArticleChangedError, ArticleNotFoundError } from './article.errors.ts'
import type { ArticleRepository } from './article.repository.ts'
import { type Article, type ArticleChanges, createArticle, type NewArticle } from './article.ts'

export interface ArticleServiceDependencies {
  readonly articles: ArticleRepository
  readonly clock: Clock
  readonly newId: NewId
}

export type ArticleService = ReturnType<typeof createArticleService>

/** The use cases. A rule about articles belongs here, whichever way the request came in. */
export function createArticleService({ articles, clock, newId }: ArticleServiceDependencies) {
  return {
    async list(request: PageRequest): Promise<Page<Article>> {
      return articles.list(request)
    },

    async get(id: string): Promise<Article> {
      const article = await articles.find(id)
      if (!article) throw new ArticleNotFoundError(id)
      return article
    },

    async create(input: NewArticle): Promise<Article> {
      const article = createArticle(input, newId(), clock.now())
      await articles.insert(article)
      return article
    },

    async createMany(inputs: readonly NewArticle[]): Promise<readonly Article[]> {
      const now = clock.now()
      const created = inputs.map((input) => createArticle(input, newId(), now))
      await articles.insert(...created)
      return created
    },

    async update(id: string, changes: ArticleChanges, expected?: number): Promise<Article> {
      const article = await articles.update(id, changes, clock.now(), expected)
      if (!article) throw await obstacle(articles, id)
      return article
    },

    async remove(id: string, expected?: number): Promise<void> {
      const removed = await articles.remove(id, expected)
      if (!removed) throw await obstacle(articles, id)
    },
  }
}

/** Why there was nothing to change: no article, or not in the version that was expected. */
async function obstacle(articles: ArticleRepository, id: string): Promise<Error> {
  const article = await articles.find(id)
  return article ? new ArticleChangedError(id) : new ArticleNotFoundError(id)
}
