import { type Static, Type } from 'typebox'
import { integer } from '../variables.ts'
import { codeHostingSettings } from './code-hosting/code-hosting.config.ts'
import { newsletterSettings } from './newsletter/newsletter.config.ts'
import { paymentsSettings } from './payments/payments.config.ts'
import { checkSecrets, readSecrets } from './secrets.ts'

/** What the environment says of webhooks. */
export interface WebhooksConfig {
  readonly bodyLimitBytes: number
  /** How far from now a signature may be, before and after. */
  readonly toleranceSeconds: number
  /** How long it is remembered what was delivered. */
  readonly retentionDays: number
  /** With which senders sign; several of one while it changes. */
  readonly secrets: {
    readonly codeHosting: readonly string[]
    readonly newsletter: readonly string[]
    readonly payments: readonly string[]
  }
}

/** The variables, for the list in `src/config.ts`. */
export const webhookVariables = {
  WEBHOOK_BODY_LIMIT_BYTES: integer(1_024, 32 * 1_024 * 1_024),
  WEBHOOK_RETENTION_DAYS: integer(1, 365),
  WEBHOOK_TOLERANCE_SECONDS: integer(10, 3_600),
  ...codeHostingSettings.variables,
  ...newsletterSettings.variables,
  ...paymentsSettings.variables,
}

/** Those of them that are secret. */
export const webhookSecrets = [
  // One line each.
  codeHostingSettings.secret,
  newsletterSettings.secret,
  paymentsSettings.secret,
] as const

const Variables = Type.Partial(Type.Object(webhookVariables))
type Values = Static<typeof Variables>
type Add = (variable: keyof typeof webhookVariables, problem: string, expected: string) => void

/** What no schema of a single variable can say. */
export function checkWebhooks(
  values: Values,
  environment: 'development' | 'test' | 'production',
  add: Add,
): void {
  checkSecrets(values.CODE_HOSTING_SECRET, codeHostingSettings, environment, add)
  checkSecrets(values.NEWSLETTER_WEBHOOK_SECRET, newsletterSettings, environment, add)
  checkSecrets(values.PAYMENTS_WEBHOOK_SECRET, paymentsSettings, environment, add)
}

/** What `checkWebhooks` has nothing against. */
export function readWebhooks(values: Values): WebhooksConfig {
  return {
    bodyLimitBytes: values.WEBHOOK_BODY_LIMIT_BYTES ?? 1_024 * 1_024,
    toleranceSeconds: values.WEBHOOK_TOLERANCE_SECONDS ?? 300,
    retentionDays: values.WEBHOOK_RETENTION_DAYS ?? 30,
    secrets: {
      codeHosting: readSecrets(values.CODE_HOSTING_SECRET),
      newsletter: readSecrets(values.NEWSLETTER_WEBHOOK_SECRET),
      payments: readSecrets(values.PAYMENTS_WEBHOOK_SECRET),
    },
  }
}

/** For the log: of secrets, how many there are. */
export function describeWebhooks({ secrets, ...rest }: WebhooksConfig): Record<string, unknown> {
  const counts = Object.entries(secrets).map(([name, known]) => [name, known.length] as const)
  return { ...rest, known: Object.fromEntries(counts) }
}
