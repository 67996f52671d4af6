import type { Generated, Selectable } from 'kysely'

/** The columns, as the migrations left them. `Generated` ones have a default in the database. */
export interface AccountTable {
  id: string
  label: string
  password: string
  pin: Generated<number>
  birthday: string | null
  created_at: Date
  updated_at: Date
  version: Generated<number>
}

export type AccountRow = Selectable<AccountTable>
