import { githubSender } from '../support/webhook-github.ts'
import { standardSender } from '../support/webhook-standard.ts'
import { stripeSender } from '../support/webhook-stripe.ts'
import { signing } from '../support/webhooks.ts'
import type { Prepare } from './prepared.ts'

/** Whatever body the walk makes up is signed, and so is looked at. */
export const preparedWebhooks: Readonly<Record<string, Prepare>> = {
  'POST /webhooks/code-hosting': async ({ clock }) => ({
    headers: signing(githubSender, 'push', clock),
  }),
  'POST /webhooks/newsletter': async ({ clock }) => ({
    headers: signing(standardSender, 'contact.created', clock),
  }),
  'POST /webhooks/payments': async ({ clock }) => ({
    headers: signing(stripeSender, 'charge.succeeded', clock),
  }),
}
