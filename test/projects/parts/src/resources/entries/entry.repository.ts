import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Entry, EntryChanges } from './entry.ts'

/** Where entries are kept. */
export interface EntryRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<Entry>>
  find(id: string): Promise<Entry | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly Entry[]>
  /** Keeps all of them, or none. */
  insert(...entries: readonly Entry[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no entry, or
   * not in the version that is expected.
   */
  update(
    id: string,
    changes: EntryChanges,
    now: Date,
    expected?: number,
  ): Promise<Entry | undefined>
  /** Tells whether there was an entry, in the version that is expected. */
  remove(id: string, expected?: number): Promise<boolean>
}
