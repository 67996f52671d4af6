import type { Generated, Selectable } from 'kysely'

/** The columns, as the migrations left them. `Generated` ones have a default in the database. */
export interface ProfileTable {
  id: string
  handle: string
  bio: string | null
  user_id: string
  successor_id: string | null
  created_at: Date
  updated_at: Date
  version: Generated<number>
}

export type ProfileRow = Selectable<ProfileTable>
