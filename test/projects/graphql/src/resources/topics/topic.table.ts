import type { Generated, Selectable } from 'kysely'

/** The columns, as the migrations left them. `Generated` ones have a default in the database. */
export interface TopicTable {
  id: string
  label: string
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
  version: Generated<number>
}

export type TopicRow = Selectable<TopicTable>
