import type { Generated, Selectable } from 'kysely'

/** The columns, as the migrations left them. `Generated` ones have a default in the database. */
export interface EmployeeTable {
  id: string
  name: string
  salary: number | null
  pin: string | null
  manager_id: string | null
  created_at: Date
  updated_at: Date
  version: Generated<number>
}

export type EmployeeRow = Selectable<EmployeeTable>
