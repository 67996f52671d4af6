import { standardScheme } from '../schemes/standard.ts'
import { defineWebhook } from '../webhook.ts'
import { newsletterEvents } from './newsletter.events.ts'
import { createNewsletterHandlers } from './newsletter.handlers.ts'

/** `POST /webhooks/newsletter`: what newsletter tells us, signed as Standard Webhooks does. */
export const newsletterWebhook = defineWebhook({
  name: 'newsletter',
  operationId: 'receiveNewsletterWebhook',
  secrets: 'newsletter',
  table: 'newsletter_webhook_deliveries',
  scheme: standardScheme,
  events: newsletterEvents,
  example: {
    type: 'contact.created',
    data: { email: 'first@example.com', tags: ['First tags'], since: '2026-01-31T09:30:00.000Z' },
  },
  handlers: createNewsletterHandlers,
})
