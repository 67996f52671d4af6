import { NotFoundError } from '../../shared/errors.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { CategoryRepository } from './category.repository.ts'
import type { Category } from './category.ts'

export interface CategoriesByParentServiceDependencies {
  readonly categories: Pick<CategoryRepository, 'list'>
  readonly otherCategories: Pick<CategoryRepository, 'find'>
}

export type CategoriesByParentService = ReturnType<typeof createCategoriesByParentService>

/**
 * The categories whose parent is one and the same. Where there is none, there is no list
 * either, not even an empty one.
 */
export function createCategoriesByParentService(
  dependencies: CategoriesByParentServiceDependencies,
) {
  const { categories, otherCategories } = dependencies

  return {
    async list(id: string, request: PageRequest): Promise<Page<Category>> {
      if (!(await otherCategories.find(id))) {
        throw new NotFoundError('category_not_found', `There is no category ${id}.`)
      }
      const own = { field: 'parentId', operator: 'eq', value: id } as const
      return categories.list({ ...request, where: [...(request.where ?? []), own] })
    },
  }
}
