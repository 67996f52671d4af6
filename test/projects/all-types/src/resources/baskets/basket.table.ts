import type { Generated, Selectable } from 'kysely'
import type { BasketKindsValue } from './basket.ts'

/** The columns, as the migrations left them. `Generated` ones have a default in the database. */
export interface BasketTable {
  id: string
  tags: Generated<readonly string[]>
  codes: readonly string[] | null
  numbers: Generated<readonly number[]>
  sizes: readonly bigint[] | null
  prices: readonly string[]
  floats: readonly number[] | null
  flags: readonly boolean[] | null
  ids: readonly string[] | null
  days: readonly string[] | null
  times: readonly Date[] | null
  kinds: Generated<readonly BasketKindsValue[]>
  mails: readonly string[] | null
  links: readonly string[] | null
  moments: Generated<readonly Date[]>
  created_at: Date
  updated_at: Date
  version: Generated<number>
}

export type BasketRow = Selectable<BasketTable>
