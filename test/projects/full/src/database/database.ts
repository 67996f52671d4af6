// What the compiler knows of the database.
import type { TagTable } from '../resources/tags/tag.table.ts'
import type { IdempotencyKeysTable } from './idempotency-keys.ts'

/** The tables. */
export interface Database {
  idempotency_keys: IdempotencyKeysTable
  // One line each, in alphabetical order.
  tags: TagTable
}
