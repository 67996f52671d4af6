import { UserError } from '../../errors.ts'
import type { CircuitBreakerOperation, WebhookOperation } from '../../manifest/manifest.ts'
import { refuseBadVariable, variablesOf } from '../integrations/variables.ts'

type Named = Pick<WebhookOperation, 'name' | 'secret'>

/** What all webhooks have in common. */
const sharedVariables: ReadonlySet<string> = new Set([
  'WEBHOOK_BODY_LIMIT_BYTES',
  'WEBHOOK_RETENTION_DAYS',
  'WEBHOOK_TOLERANCE_SECONDS',
])

/** The variable that holds the secrets of a webhook: the one that was said, or that of its name. */
export function secretOf({ name, secret }: Named): string {
  return secret ?? `${name.toUpperCase().replaceAll('-', '_')}_WEBHOOK_SECRET`
}

/** @throws UserError for a variable that cannot be, or that something else has */
export function refuseTakenSecret(others: readonly Named[], operation: Named): void {
  const variable = secretOf(operation)
  const help = 'Give it another: --secret SENDER_SECRET'
  refuseBadVariable(variable, { help, example: 'PAYMENTS_WEBHOOK_SECRET' })
  if (sharedVariables.has(variable)) {
    throw new UserError(`${variable} is a variable of all webhooks.`, { help })
  }
  const other = others.find((one) => secretOf(one) === variable)
  if (other !== undefined) {
    throw new UserError(`${variable} is the secret of the webhook ${other.name} already.`, { help })
  }
}

/** @throws UserError where an integration and a webhook, or all of these, would read one variable */
export function refuseSharedVariables(
  integrations: readonly CircuitBreakerOperation[],
  webhooks: readonly Named[],
): void {
  if (webhooks.length === 0) return
  const secrets = new Map(webhooks.map((one) => [secretOf(one), `the webhook ${one.name}`]))
  for (const integration of integrations) {
    for (const variable of Object.values(variablesOf(integration))) {
      const other =
        secrets.get(variable) ?? (sharedVariables.has(variable) ? 'all webhooks' : undefined)
      if (other === undefined) continue
      throw new UserError(
        `${variable} would be a variable of the integration ${integration.name} and of ${other}.`,
        { help: 'Give the new one another variable: --secret, --url or --token.' },
      )
    }
  }
}
