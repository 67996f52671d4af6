import type { Generated, Selectable } from 'kysely'

/** The columns, as the migrations left them. `Generated` ones have a default in the database. */
export interface NoteTable {
  id: string
  owner_id: string
  title: string
  folder_id: string
  topic_id: string | null
  created_at: Date
  updated_at: Date
  version: Generated<number>
}

export type NoteRow = Selectable<NoteTable>
