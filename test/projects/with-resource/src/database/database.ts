import type { ArticleTable } from '../resources/articles/article.table.ts'

/** The tables, one line each, in alphabetical order. */
export interface Database {
  articles: ArticleTable
}
