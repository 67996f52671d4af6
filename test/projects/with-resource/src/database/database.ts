// What the compiler knows of the database.
import type { ArticleTable } from '../resources/articles/article.table.ts'

/** The tables. */
export interface Database {
  // One line each, in alphabetical order.
  articles: ArticleTable
}
