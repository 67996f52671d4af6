import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { LateItem, LateItemChanges } from './late.ts'

/** Where lates are kept. */
export interface LateItemRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<LateItem>>
  find(id: string): Promise<LateItem | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly LateItem[]>
  /** Keeps all of them, or none. */
  insert(...lateItems: readonly LateItem[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no late, or
   * not in the version that is expected.
   */
  update(
    id: string,
    changes: LateItemChanges,
    now: Date,
    expected?: number,
  ): Promise<LateItem | undefined>
  /** Tells whether there was a late, in the version that is expected. */
  remove(id: string, expected?: number): Promise<boolean>
}
