import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import { CategoryChangedError, CategoryNotFoundError } from './category.errors.ts'
import type { CategoryRepository } from './category.repository.ts'
import {
  type Category,
  type CategoryChanges,
  createCategory,
  type NewCategory,
} from './category.ts'

export interface CategoryServiceDependencies {
  readonly categories: CategoryRepository
  readonly clock: Clock
  readonly newId: NewId
}

export type CategoryService = ReturnType<typeof createCategoryService>

/** The use cases. A rule about categories belongs here, whichever way the request came in. */
export function createCategoryService({ categories, clock, newId }: CategoryServiceDependencies) {
  return {
    async list(request: PageRequest): Promise<Page<Category>> {
      return categories.list(request)
    },

    async get(id: string): Promise<Category> {
      const category = await categories.find(id)
      if (!category) throw new CategoryNotFoundError(id)
      return category
    },

    async create(input: NewCategory): Promise<Category> {
      const category = createCategory(input, newId(), clock.now())
      await categories.insert(category)
      return category
    },

    async createMany(inputs: readonly NewCategory[]): Promise<readonly Category[]> {
      const now = clock.now()
      const created = inputs.map((input) => createCategory(input, newId(), now))
      await categories.insert(...created)
      return created
    },

    async update(id: string, changes: CategoryChanges, expected?: number): Promise<Category> {
      const category = await categories.update(id, changes, clock.now(), expected)
      if (!category) throw await obstacle(categories, id)
      return category
    },

    async remove(id: string, expected?: number): Promise<void> {
      const removed = await categories.remove(id, clock.now(), expected)
      if (!removed) throw await obstacle(categories, id)
    },
  }
}

/** Why there was nothing to change: no category, or not in the version that was expected. */
async function obstacle(categories: CategoryRepository, id: string): Promise<Error> {
  const category = await categories.find(id)
  return category ? new CategoryChangedError(id) : new CategoryNotFoundError(id)
}
