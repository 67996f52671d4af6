import type { Generated, Selectable } from 'kysely'

/** The columns, as the migrations left them. `Generated` ones have a default in the database. */
export interface ProductTable {
  id: string
  sku: string
  slug: string
  color: Generated<string>
  size: string | null
  summary: string
  words: readonly string[]
  secret: string | null
  origin: Generated<string>
  created_at: Date
  updated_at: Date
  version: Generated<number>
}

export type ProductRow = Selectable<ProductTable>
