import type { ColumnType } from 'kysely'

/** What was answered under each `Idempotency-Key`. */
export interface IdempotencyKeysTable {
  scope: string
  key: string
  fingerprint: string
  status: number
  headers: ColumnType<Record<string, string>, string>
  body: string
  created_at: Date
}
