import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Topic, TopicChanges } from './topic.ts'

/** Where topics are kept. */
export interface TopicRepository {
  /** Newest first; the id decides between topics of the same time. */
  list(request: PageRequest): Promise<Page<Topic>>
  find(id: string): Promise<Topic | undefined>
  insert(topic: Topic): Promise<void>
  /** Makes the changes and raises the version, as one step; `undefined` when there is no topic. */
  update(id: string, changes: TopicChanges, now: Date): Promise<Topic | undefined>
  /** Tells whether there was a topic. */
  remove(id: string): Promise<boolean>
}
