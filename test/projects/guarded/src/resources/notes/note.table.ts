import type { Generated, Selectable } from 'kysely'

/** The columns, as the migrations left them. `Generated` ones have a default in the database. */
export interface NoteTable {
  id: string
  owner_id: string
  title: string
  rank: Generated<number>
  slug: string | null
  pin_id: string | null
  folder_id: string
  country_id: string | null
  created_at: Date
  updated_at: Date
  version: Generated<number>
}

export type NoteRow = Selectable<NoteTable>
