import type { Generated, Selectable } from 'kysely'

/** The columns, as the migrations left them. `Generated` ones have a default in the database. */
export interface EntryTable {
  id: string
  line: string
  article_id: string
  before_id: string | null
  created_at: Date
  updated_at: Date
  version: Generated<number>
}

export type EntryRow = Selectable<EntryTable>
