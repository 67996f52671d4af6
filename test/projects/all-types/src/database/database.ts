// What the compiler knows of the database.
import type { ArticleTable } from '../resources/articles/article.table.ts'
import type { BasketTable } from '../resources/baskets/basket.table.ts'
import type { NoteTable } from '../resources/notes/note.table.ts'

/** The tables. */
export interface Database {
  // One line each, in alphabetical order.
  articles: ArticleTable
  baskets: BasketTable
  notes: NoteTable
}
