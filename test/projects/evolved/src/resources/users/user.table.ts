import type { Generated, Selectable } from 'kysely'

/** The columns, as the migrations left them. `Generated` ones have a default in the database. */
export interface UserTable {
  id: string
  owner_id: string
  name: string
  state: string | null
  salary: number | null
  created_at: Date
  updated_at: Date
  version: Generated<number>
}

export type UserRow = Selectable<UserTable>
