import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { EarlyItem, EarlyItemChanges } from './early.ts'

/** Where earlies are kept. */
export interface EarlyItemRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<EarlyItem>>
  find(id: string): Promise<EarlyItem | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly EarlyItem[]>
  /** Keeps all of them, or none. */
  insert(...earlyItems: readonly EarlyItem[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no early, or
   * not in the version that is expected.
   */
  update(
    id: string,
    changes: EarlyItemChanges,
    now: Date,
    expected?: number,
  ): Promise<EarlyItem | undefined>
  /** Tells whether there was an early, in the version that is expected. */
  remove(id: string, expected?: number): Promise<boolean>
}
