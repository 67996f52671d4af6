import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Topic, TopicChanges } from './topic.ts'

/** Where topics are kept, removed ones too: nothing here finds those. */
export interface TopicRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<Topic>>
  find(id: string): Promise<Topic | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly Topic[]>
  /** Keeps all of them, or none. */
  insert(...topics: readonly Topic[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no topic, or
   * not in the version that is expected.
   */
  update(
    id: string,
    changes: TopicChanges,
    now: Date,
    expected?: number,
  ): Promise<Topic | undefined>
  /** Tells whether there was a topic, in the version that is expected. */
  remove(id: string, now: Date, expected?: number): Promise<boolean>
}
