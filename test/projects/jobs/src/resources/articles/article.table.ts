import type { Generated, Selectable } from 'kysely'

/** The columns, as the migrations left them. `Generated` ones have a default in the database. */
export interface ArticleTable {
  id: string
  title: string
  created_at: Date
  updated_at: Date
  version: Generated<number>
}

export type ArticleRow = Selectable<ArticleTable>
