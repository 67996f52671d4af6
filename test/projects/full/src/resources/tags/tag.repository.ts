import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Tag, TagChanges } from './tag.ts'

/** Where tags are kept. */
export interface TagRepository {
  /** Newest first; the id decides between tags of the same time. */
  list(request: PageRequest): Promise<Page<Tag>>
  find(id: string): Promise<Tag | undefined>
  insert(tag: Tag): Promise<void>
  /** Makes the changes and raises the version, as one step; `undefined` when there is no tag. */
  update(id: string, changes: TagChanges, now: Date): Promise<Tag | undefined>
  /** Tells whether there was a tag. */
  remove(id: string): Promise<boolean>
}
