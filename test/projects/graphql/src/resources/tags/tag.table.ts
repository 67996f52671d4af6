import type { Generated, Selectable } from 'kysely'

/** The columns, as the migrations left them. `Generated` ones have a default in the database. */
export interface TagTable {
  id: string
  label: string
  created_at: Date
  updated_at: Date
  version: Generated<number>
}

export type TagRow = Selectable<TagTable>
