import { text } from '../../variables.ts'
import { stripeKey } from '../schemes/stripe.key.ts'

/** The variable of payments, and what its secrets look like. */
export const paymentsSettings = {
  variables: { PAYMENTS_WEBHOOK_SECRET: text(4_096) },
  secret: 'PAYMENTS_WEBHOOK_SECRET',
  form: stripeKey,
} as const
