// What the compiler knows of the database.
import type { ArticleTable } from '../resources/articles/article.table.ts'
import type { CategoryTable } from '../resources/categories/category.table.ts'
import type { ProfileTable } from '../resources/profiles/profile.table.ts'
import type { TopicTable } from '../resources/topics/topic.table.ts'
import type { UserTable } from '../resources/users/user.table.ts'
import type { IdempotencyKeysTable } from './idempotency-keys.ts'

/** The tables. */
export interface Database {
  idempotency_keys: IdempotencyKeysTable
  // One line each, in alphabetical order.
  articles: ArticleTable
  categories: CategoryTable
  profiles: ProfileTable
  topics: TopicTable
  users: UserTable
}
