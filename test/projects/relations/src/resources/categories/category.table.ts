import type { Generated, Selectable } from 'kysely'

/** The columns, as the migrations left them. `Generated` ones have a default in the database. */
export interface CategoryTable {
  id: string
  name: string
  parent_id: string | null
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
  version: Generated<number>
}

export type CategoryRow = Selectable<CategoryTable>
