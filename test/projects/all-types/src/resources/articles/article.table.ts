import type { Generated, Selectable } from 'kysely'
import type { ArticleKindValue, ArticleStatusValue } from './article.ts'

/** The columns, as the migrations left them. `Generated` ones have a default in the database. */
export interface ArticleTable {
  id: string
  title: string
  body: string | null
  views: Generated<number>
  size: bigint | null
  big: Generated<bigint>
  price: Generated<string>
  rate: string | null
  weight: number
  ratio: Generated<number | null>
  live: Generated<boolean>
  ref2: string | null
  day: Generated<string>
  since: Generated<string | null>
  published_at: Date | null
  meta: Generated<Readonly<Record<string, unknown>>>
  extra: Readonly<Record<string, unknown>> | null
  status: Generated<ArticleStatusValue>
  kind: ArticleKindValue | null
  email: string | null
  url: string | null
  created_at: Date
  updated_at: Date
  version: Generated<number>
}

export type ArticleRow = Selectable<ArticleTable>
