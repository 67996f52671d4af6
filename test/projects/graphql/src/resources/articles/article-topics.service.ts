import { NotFoundError } from '../../shared/errors.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { TopicRepository } from '../topics/topic.repository.ts'
import type { Topic } from '../topics/topic.ts'
import type { ArticleRepository } from './article.repository.ts'
import type { Article } from './article.ts'
import type { ArticleTopicsRepository } from './article-topics.repository.ts'

export interface ArticleTopicsServiceDependencies {
  readonly articles: Pick<ArticleRepository, 'find' | 'findMany'>
  readonly topics: Pick<TopicRepository, 'find' | 'findMany'>
  readonly pairs: ArticleTopicsRepository
}

export type ArticleTopicsService = ReturnType<typeof createArticleTopicsService>

/** The use cases of which articles have which topics. */
export function createArticleTopicsService(dependencies: ArticleTopicsServiceDependencies) {
  const { articles, topics, pairs } = dependencies

  async function needArticle(id: string): Promise<void> {
    if (await articles.find(id)) return
    throw new NotFoundError('article_not_found', `There is no article ${id}.`)
  }

  async function needTopics(id: string): Promise<void> {
    if (await topics.find(id)) return
    throw new NotFoundError('topic_not_found', `There is no topic ${id}.`)
  }

  return {
    /** The topics of an article. */
    async listOfArticle(id: string, request: PageRequest): Promise<Page<Topic>> {
      await needArticle(id)
      const page = await pairs.listOfArticle(id, request)
      return { next: page.next, data: await found(page.data, topics) }
    },

    /** The articles that have one of the topics. */
    async listOfTopics(id: string, request: PageRequest): Promise<Page<Article>> {
      await needTopics(id)
      const page = await pairs.listOfTopics(id, request)
      return { next: page.next, data: await found(page.data, articles) }
    },

    /** Links the two; that they are already is no mistake. */
    async add(id: string, otherId: string): Promise<void> {
      await needArticle(id)
      await needTopics(otherId)
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
