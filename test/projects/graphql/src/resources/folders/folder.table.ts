import type { Generated, Selectable } from 'kysely'

/** The columns, as the migrations left them. `Generated` ones have a default in the database. */
export interface FolderTable {
  id: string
  owner_id: string
  name: string
  parent_id: string | null
  created_at: Date
  updated_at: Date
  version: Generated<number>
}

export type FolderRow = Selectable<FolderTable>
