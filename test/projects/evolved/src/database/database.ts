// What the compiler knows of the database.
import type { ArticleTable } from '../resources/articles/article.table.ts'
import type { TopicTable } from '../resources/topics/topic.table.ts'
import type { UserTable } from '../resources/users/user.table.ts'
import type { IdempotencyKeysTable } from './idempotency-keys.ts'

/** The tables. */
export interface Database {
  idempotency_keys: IdempotencyKeysTable
  // One line each, in alphabetical order.
  articles: ArticleTable
  topics: TopicTable
  users: UserTable
}
