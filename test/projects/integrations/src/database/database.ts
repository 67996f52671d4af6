// What the compiler knows of the database.
import type { OrderTable } from '../resources/orders/order.table.ts'
import type { IdempotencyKeysTable } from './idempotency-keys.ts'

/** The tables. */
export interface Database {
  idempotency_keys: IdempotencyKeysTable
  // One line each, in alphabetical order.
  orders: OrderTable
}
