import type { Generated, Selectable } from 'kysely'
import type { ArticleKindValue, ArticleStatusValue } from './article.ts'

/** The columns, as the migrations left them. `Generated` ones have a default in the database. */
export interface ArticleTable {
  id: string
  title: string
  slug: string | null
  views: Generated<number>
  size: bigint | null
  price: Generated<string>
  weight: number | null
  live: Generated<boolean>
  day: string | null
  published_at: Date | null
  status: Generated<ArticleStatusValue>
  kind: ArticleKindValue | null
  meta: Generated<Readonly<Record<string, unknown>>>
  tags: Generated<readonly string[]>
  author_id: string
  editor_id: string | null
  created_at: Date
  updated_at: Date
  version: Generated<number>
}

export type ArticleRow = Selectable<ArticleTable>
