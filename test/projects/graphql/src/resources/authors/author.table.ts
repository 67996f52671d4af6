import type { Generated, Selectable } from 'kysely'

/** The columns, as the migrations left them. `Generated` ones have a default in the database. */
export interface AuthorTable {
  id: string
  name: string
  email: string | null
  site: string | null
  created_at: Date
  updated_at: Date
  version: Generated<number>
}

export type AuthorRow = Selectable<AuthorTable>
