import type { Generated, Selectable } from 'kysely'

/** The columns, as the migrations left them. `Generated` ones have a default in the database. */
export interface SheetTable {
  id: string
  owner_id: string
  title: string
  score: number | null
  folder_id: string | null
  parent_id: string | null
  created_at: Date
  updated_at: Date
  version: Generated<number>
}

export type SheetRow = Selectable<SheetTable>
