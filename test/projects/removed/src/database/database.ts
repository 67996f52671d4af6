// What the compiler knows of the database.
import type { ArticleTable } from '../resources/articles/article.table.ts'
import type { AuthorTable } from '../resources/authors/author.table.ts'
import type { TopicTable } from '../resources/topics/topic.table.ts'
import type { IdempotencyKeysTable } from './idempotency-keys.ts'

/** The tables. */
export interface Database {
  idempotency_keys: IdempotencyKeysTable
  // One line each, in alphabetical order.
  articles: ArticleTable
  authors: AuthorTable
  topics: TopicTable
}
