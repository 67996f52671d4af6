import type { TestApp } from '../support/app.ts'
import { preparedAuth } from './prepared-auth.ts'
import { preparedClients } from './prepared-clients.ts'
import { preparedWebhooks } from './prepared-webhooks.ts'
import type { Prepared } from './walk.ts'

/** Makes what a call needs to be taken, such as a token or an account. */
export type Prepare = (app: TestApp) => Promise<Prepared>

/** What the document cannot say of operations, by their names in it: `'POST /v1/auth/verify'`. */
export const prepared: Readonly<Record<string, Prepare>> = {
  // One line each, in alphabetical order.
  ...preparedAuth,
  ...preparedClients,
  ...preparedWebhooks,
}
