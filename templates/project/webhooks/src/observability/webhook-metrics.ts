import { Counter, type Registry } from 'prom-client'

const outcomes = ['handled', 'repeated', 'ignored', 'refused', 'invalid', 'failed'] as const

/**
 * How a delivery ended: its work was done, had been done before, or there is none for such an event; its
 * signature or its shape was refused; or its handler failed.
 */
export type DeliveryOutcome = (typeof outcomes)[number]

export interface WebhookMetrics {
  /** From the start, or the first would not be seen as one more. */
  expect(webhook: string): void
  delivered(webhook: string, outcome: DeliveryOutcome): void
}

/** Counts deliveries. The names of webhooks are from the code alone. */
export function createWebhookMetrics(registry: Registry): WebhookMetrics {
  const deliveries = new Counter({
    name: 'webhook_deliveries_total',
    help: 'Deliveries to webhooks by how they ended.',
    labelNames: ['webhook', 'outcome'],
    registers: [registry],
  })
  return {
    expect(webhook) {
      for (const outcome of outcomes) deliveries.inc({ webhook, outcome }, 0)
    },
    delivered: (webhook, outcome) => deliveries.inc({ webhook, outcome }),
  }
}
