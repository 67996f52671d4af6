import { NotFoundError } from '../../shared/errors.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { CategoryRepository } from '../categories/category.repository.ts'
import type { ArticleRepository } from './article.repository.ts'
import type { Article } from './article.ts'

export interface ArticlesByCategoryServiceDependencies {
  readonly articles: Pick<ArticleRepository, 'list'>
  readonly categories: Pick<CategoryRepository, 'find'>
}

export type ArticlesByCategoryService = ReturnType<typeof createArticlesByCategoryService>

/**
 * The articles whose category is one and the same. Where there is none, there is no list
 * either, not even an empty one.
 */
export function createArticlesByCategoryService(
  dependencies: ArticlesByCategoryServiceDependencies,
) {
  const { articles, categories } = dependencies

  return {
    async list(id: string, request: PageRequest): Promise<Page<Article>> {
      if (!(await categories.find(id))) {
        throw new NotFoundError('category_not_found', `There is no category ${id}.`)
      }
      const own = { field: 'categoryId', operator: 'eq', value: id } as const
      return articles.list({ ...request, where: [...(request.where ?? []), own] })
    },
  }
}
