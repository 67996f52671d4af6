import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Category, CategoryChanges } from './category.ts'

/** Where categories are kept. */
export interface CategoryRepository {
  /** Newest first; the id decides between categories of the same time. */
  list(request: PageRequest): Promise<Page<Category>>
  find(id: string): Promise<Category | undefined>
  insert(category: Category): Promise<void>
  /** Makes the changes and raises the version, as one step; `undefined` when there is no category. */
  update(id: string, changes: CategoryChanges, now: Date): Promise<Category | undefined>
  /** Tells whether there was a category. */
  remove(id: string): Promise<boolean>
}
