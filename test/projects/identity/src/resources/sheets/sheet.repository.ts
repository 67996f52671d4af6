import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Sheet, SheetChanges } from './sheet.ts'

/** Where sheets are kept. */
export interface SheetRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<Sheet>>
  find(id: string): Promise<Sheet | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly Sheet[]>
  /** Keeps all of them, or none. */
  insert(...sheets: readonly Sheet[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no sheet, or
   * not in the version that is expected.
   */
  update(
    id: string,
    changes: SheetChanges,
    now: Date,
    expected?: number,
  ): Promise<Sheet | undefined>
  /** Tells whether there was a sheet, in the version that is expected. */
  remove(id: string, expected?: number): Promise<boolean>
}
