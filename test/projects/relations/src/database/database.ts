// What the compiler knows of the database.
import type { ArticleTable } from '../resources/articles/article.table.ts'
import type { CategoryTable } from '../resources/categories/category.table.ts'
import type { TopicTable } from '../resources/topics/topic.table.ts'
import type { UserTable } from '../resources/users/user.table.ts'

/** The tables. */
export interface Database {
  // One line each, in alphabetical order.
  articles: ArticleTable
  categories: CategoryTable
  topics: TopicTable
  users: UserTable
}
