/** What a webhook was told, so that it is told once. */
export interface WebhookDeliveriesTable {
  delivery_id: string
  received_at: Date
}
