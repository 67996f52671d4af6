import type { Generated, Selectable } from 'kysely'

/** The columns, as the migrations left them. `Generated` ones have a default in the database. */
export interface CouponTable {
  id: string
  code: string
  tag: string
  serial: number
  number: bigint
  price: string
  rate: string | null
  ratio: number
  token: string
  day: string
  at: Date | null
  email: string
  url: string | null
  created_at: Date
  updated_at: Date
  version: Generated<number>
}

export type CouponRow = Selectable<CouponTable>
