import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Tag, TagChanges } from './tag.ts'

/** Where tags are kept. */
export interface TagRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<Tag>>
  find(id: string): Promise<Tag | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly Tag[]>
  /** Keeps all of them, or none. */
  insert(...tags: readonly Tag[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no tag, or
   * not in the version that is expected.
   */
  update(id: string, changes: TagChanges, now: Date, expected?: number): Promise<Tag | undefined>
  /** Tells whether there was a tag, in the version that is expected. */
  remove(id: string, expected?: number): Promise<boolean>
}
