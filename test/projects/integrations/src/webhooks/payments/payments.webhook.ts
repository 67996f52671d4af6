import { stripeScheme } from '../schemes/stripe.ts'
import { defineWebhook } from '../webhook.ts'
import { paymentsEvents } from './payments.events.ts'
import { createPaymentsHandlers } from './payments.handlers.ts'

/** `POST /webhooks/payments`: what payments tells us, signed as Stripe does. */
export const paymentsWebhook = defineWebhook({
  name: 'payments',
  operationId: 'receivePaymentsWebhook',
  secrets: 'payments',
  table: 'payments_webhook_deliveries',
  scheme: stripeScheme,
  events: paymentsEvents,
  example: { type: 'charge.succeeded', data: { id: 'First id', amount: 1, currency: 'Fir' } },
  handlers: createPaymentsHandlers,
})
