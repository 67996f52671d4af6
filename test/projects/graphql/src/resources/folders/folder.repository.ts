import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Folder, FolderChanges } from './folder.ts'

/** Where folders are kept. */
export interface FolderRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<Folder>>
  find(id: string): Promise<Folder | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly Folder[]>
  /** Keeps all of them, or none. */
  insert(...folders: readonly Folder[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no folder, or
   * not in the version that is expected.
   */
  update(
    id: string,
    changes: FolderChanges,
    now: Date,
    expected?: number,
  ): Promise<Folder | undefined>
  /** Tells whether there was a folder, in the version that is expected. */
  remove(id: string, expected?: number): Promise<boolean>
}
