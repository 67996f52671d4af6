import { NotFoundError } from '../../shared/errors.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { AuthorRepository } from '../authors/author.repository.ts'
import type { ArticleRepository } from './article.repository.ts'
import type { Article } from './article.ts'

export interface ArticlesByEditorServiceDependencies {
  readonly articles: Pick<ArticleRepository, 'list'>
  readonly authors: Pick<AuthorRepository, 'find'>
}

export type ArticlesByEditorService = ReturnType<typeof createArticlesByEditorService>

/**
 * The articles whose editor is one and the same. Where there is none, there is no list
 * either, not even an empty one.
 */
export function createArticlesByEditorService(dependencies: ArticlesByEditorServiceDependencies) {
  const { articles, authors } = dependencies

  return {
    async list(id: string, request: PageRequest): Promise<Page<Article>> {
      if (!(await authors.find(id))) {
        throw new NotFoundError('author_not_found', `There is no author ${id}.`)
      }
      const own = { field: 'editorId', operator: 'eq', value: id } as const
      return articles.list({ ...request, where: [...(request.where ?? []), own] })
    },
  }
}
