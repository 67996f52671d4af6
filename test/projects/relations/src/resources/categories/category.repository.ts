import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Category, CategoryChanges } from './category.ts'

/** Where categories are kept, removed ones too: nothing here finds those. */
export interface CategoryRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<Category>>
  find(id: string): Promise<Category | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly Category[]>
  /** Keeps all of them, or none. */
  insert(...categories: readonly Category[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no category, or
   * not in the version that is expected.
   */
  update(
    id: string,
    changes: CategoryChanges,
    now: Date,
    expected?: number,
  ): Promise<Category | undefined>
  /** Tells whether there was a category, in the version that is expected. */
  remove(id: string, now: Date, expected?: number): Promise<boolean>
}
