import type { WebhookDeliveriesTable } from './webhook-deliveries.ts'
