import type { Generated, Selectable } from 'kysely'
import type { ArticleKindValue } from './article.ts'

/** The columns, as the migrations left them. `Generated` ones have a default in the database. */
export interface ArticleTable {
  id: string
  owner_id: string
  title: string
  content: string | null
  serial: string
  kind: Generated<ArticleKindValue>
  rating: Generated<bigint>
  writer_id: string
  subject_id: string | null
  live: Generated<boolean>
  slug: string | null
  since: Generated<Date>
  tags: readonly string[]
  editor_id: string | null
  code: string | null
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
  version: Generated<number>
}

export type ArticleRow = Selectable<ArticleTable>
