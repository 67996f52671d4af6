// What the compiler knows of the database.
import type { OrderTable } from '../resources/orders/order.table.ts'
import type { IdempotencyKeysTable } from './idempotency-keys.ts'
import type { WebhookDeliveriesTable } from './webhook-deliveries.ts'

/** The tables. */
export interface Database {
  code_hosting_webhook_deliveries: WebhookDeliveriesTable
  newsletter_webhook_deliveries: WebhookDeliveriesTable
  payments_webhook_deliveries: WebhookDeliveriesTable
  idempotency_keys: IdempotencyKeysTable
  // One line each, in alphabetical order.
  orders: OrderTable
}
