import { codeHostingWebhook } from './code-hosting/code-hosting.webhook.ts'
import { newsletterWebhook } from './newsletter/newsletter.webhook.ts'
import { paymentsWebhook } from './payments/payments.webhook.ts'
import type { Webhook } from './webhook.ts'

/** Those who tell us what has happened. */
export const webhooks: readonly Webhook[] = [
  // One line each, in alphabetical order.
  codeHostingWebhook,
  newsletterWebhook,
  paymentsWebhook,
]
