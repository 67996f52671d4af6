import { NotFoundError } from '../../shared/errors.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { UserRepository } from '../users/user.repository.ts'
import type { User } from '../users/user.ts'
import type { ArticleRepository } from './article.repository.ts'
import type { Article } from './article.ts'
import type { ArticleReadersRepository } from './article-readers.repository.ts'

export interface ArticleReadersServiceDependencies {
  readonly articles: Pick<ArticleRepository, 'find' | 'findMany'>
  readonly users: Pick<UserRepository, 'find' | 'findMany'>
  readonly pairs: ArticleReadersRepository
}

export type ArticleReadersService = ReturnType<typeof createArticleReadersService>

/** The use cases of which articles have which readers. */
export function createArticleReadersService(dependencies: ArticleReadersServiceDependencies) {
  const { articles, users, pairs } = dependencies

  async function needArticle(id: string): Promise<void> {
    if (await articles.find(id)) return
    throw new NotFoundError('article_not_found', `There is no article ${id}.`)
  }

  async function needReaders(id: string): Promise<void> {
    if (await users.find(id)) return
    throw new NotFoundError('user_not_found', `There is no user ${id}.`)
  }

  return {
    /** The readers of an article. */
    async listOfArticle(id: string, request: PageRequest): Promise<Page<User>> {
      await needArticle(id)
      const page = await pairs.listOfArticle(id, request)
      return { next: page.next, data: await found(page.data, users) }
    },

    /** The articles that have one of the readers. */
    async listOfReaders(id: string, request: PageRequest): Promise<Page<Article>> {
      await needReaders(id)
      const page = await pairs.listOfReaders(id, request)
      return { next: page.next, data: await found(page.data, articles) }
    },

    /** Links the two; that they are already is no mistake. */
    async add(id: string, otherId: string): Promise<void> {
      await needArticle(id)
      await needReaders(otherId)
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
