import { NotFoundError } from '../../shared/errors.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { AuthorRepository } from '../authors/author.repository.ts'
import type { ArticleRepository } from './article.repository.ts'
import type { Article } from './article.ts'

export interface ArticlesByAuthorServiceDependencies {
  readonly articles: Pick<ArticleRepository, 'list'>
  readonly authors: Pick<AuthorRepository, 'find'>
}

export type ArticlesByAuthorService = ReturnType<typeof createArticlesByAuthorService>

/**
 * The articles whose author is one and the same. Where there is none, there is no list
 * either, not even an empty one.
 */
export function createArticlesByAuthorService(dependencies: ArticlesByAuthorServiceDependencies) {
  const { articles, authors } = dependencies

  return {
    async list(id: string, request: PageRequest): Promise<Page<Article>> {
      if (!(await authors.find(id))) {
        throw new NotFoundError('author_not_found', `There is no author ${id}.`)
      }
      const own = { field: 'authorId', operator: 'eq', value: id } as const
      return articles.list({ ...request, where: [...(request.where ?? []), own] })
    },
  }
}
