import { NotFoundError } from '../../shared/errors.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { ArticleRepository } from './article.repository.ts'
import type { Article } from './article.ts'
import type { ArticleRelatedRepository } from './article-related.repository.ts'

export interface ArticleRelatedServiceDependencies {
  readonly articles: Pick<ArticleRepository, 'find' | 'findMany'>
  readonly otherArticles: Pick<ArticleRepository, 'find' | 'findMany'>
  readonly pairs: ArticleRelatedRepository
}

export type ArticleRelatedService = ReturnType<typeof createArticleRelatedService>

/** The use cases of which articles have which related. */
export function createArticleRelatedService(dependencies: ArticleRelatedServiceDependencies) {
  const { articles, otherArticles, pairs } = dependencies

  async function needArticle(id: string): Promise<void> {
    if (await articles.find(id)) return
    throw new NotFoundError('article_not_found', `There is no article ${id}.`)
  }

  async function needRelated(id: string): Promise<void> {
    if (await otherArticles.find(id)) return
    throw new NotFoundError('article_not_found', `There is no article ${id}.`)
  }

  return {
    /** The related of an article. */
    async listOfArticle(id: string, request: PageRequest): Promise<Page<Article>> {
      await needArticle(id)
      const page = await pairs.listOfArticle(id, request)
      return { next: page.next, data: await found(page.data, otherArticles) }
    },

    /** The articles that have one of the related. */
    async listOfRelated(id: string, request: PageRequest): Promise<Page<Article>> {
      await needRelated(id)
      const page = await pairs.listOfRelated(id, request)
      return { next: page.next, data: await found(page.data, articles) }
    },

    /** Links the two; that they are already is no mistake. */
    async add(id: string, otherId: string): Promise<void> {
      await needArticle(id)
      await needRelated(otherId)
      await pairs.add(id, otherId)
    },

    async remove(id: string, otherId: string): Promise<void> {
      const removed = await pairs.remove(id, otherId)
      if (removed) return
      throw new NotFoundError('link_not_found', `The two are not linked: ${id}, ${otherId}.`)
    },
  }
}

/** What is listed, in one query and in their order. */
async function found<T extends { readonly id: string }>(
  listed: readonly { readonly id: string }[],
  repository: { findMany(ids: readonly string[]): Promise<readonly T[]> },
): Promise<T[]> {
  const entities = await repository.findMany(listed.map(({ id }) => id))
  const byId = new Map(entities.map((entity) => [entity.id, entity]))
  return listed.flatMap(({ id }) => byId.get(id) ?? [])
}
