import type { Admission } from '../http/access.ts'
import type { Caller } from '../http/identity.ts'
import type { Dependencies } from '../resources/resource.ts'

/** The lists below two resources of which one leads to the other, and what links them, if anything does. */
export interface Relation {
  /** Who may see both, as the routes of the relation say it. */
  readonly admission: Admission
  readonly lists: readonly RelatedList[]
  readonly pair?: Pair
}

/** What is listed below one of a type: `topics` of an `Article`. */
export interface RelatedList {
  readonly of: string
  /** The field of that type. */
  readonly name: string
  /** The type of what is listed. */
  readonly type: string
  readonly description: string
  readonly on: On<ListsOf>
}

/** The lists of several by their ids, the newest first, each no longer than the limit: by one statement. */
export type ListsOf = (
  ids: readonly string[],
  limit: number,
) => Promise<ReadonlyMap<string, readonly Versioned[]>>

export interface Versioned {
  readonly id: string
  readonly version: number
}

/** What links one of a type to another, and takes the link away. */
export interface Pair {
  /** `ArticleTopics`: `addArticleTopics`, `removeArticleTopics`. */
  readonly name: string
  readonly of: string
  /** `topicId`: the argument beside `id`. */
  readonly other: string
  /** `the topics of an article`: in a sentence. */
  readonly human: string
  readonly on: On<{
    add(id: string, otherId: string): Promise<void>
    remove(id: string, otherId: string): Promise<void>
  }>
}

type On<Work> = (db: Dependencies['db'], caller: Caller) => Work
