import type { Generated, Selectable } from 'kysely'
import type { InvoiceStateValue } from './invoice.ts'

/** The columns, as the migrations left them. `Generated` ones have a default in the database. */
export interface InvoiceTable {
  id: string
  note: string | null
  serial: bigint | null
  sent_at: Date | null
  total: Generated<string>
  state: Generated<InvoiceStateValue>
  created_at: Date
  updated_at: Date
  version: Generated<number>
}

export type InvoiceRow = Selectable<InvoiceTable>
