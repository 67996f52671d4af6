import { type Static, Type } from 'typebox'
import {
  checkTarget,
  describeTarget,
  type Environment,
  type TargetConfig,
} from '../resilience/config.ts'
import { exchangeRatesSettings } from './exchange-rates/exchange-rates.config.ts'
import { paymentsSettings } from './payments/payments.config.ts'

/** What the environment says of the third parties. */
export interface IntegrationsConfig {
  readonly exchangeRates: TargetConfig
  readonly payments: TargetConfig
}

/** The variables, for the list in `src/config.ts`. */
export const integrationVariables = {
  ...exchangeRatesSettings.variables,
  ...paymentsSettings.variables,
}

/** Those of them that are secret. */
export const integrationSecrets = [
  // One line each.
  'EXCHANGE_RATES_TOKEN',
  'PAYMENTS_TOKEN',
] as const

const Variables = Type.Partial(Type.Object(integrationVariables))
type Values = Static<typeof Variables>
type Add = (variable: keyof typeof integrationVariables, problem: string, expected: string) => void

/** What no schema of a single variable can say. */
export function checkIntegrations(values: Values, environment: Environment, add: Add): void {
  checkTarget(exchangeRatesSettings.read(values), exchangeRatesSettings.names, environment, add)
  checkTarget(paymentsSettings.read(values), paymentsSettings.names, environment, add)
}

/** What `checkIntegrations` has nothing against. */
export function readIntegrations(values: Values): IntegrationsConfig {
  return {
    exchangeRates: exchangeRatesSettings.read(values),
    payments: paymentsSettings.read(values),
  }
}

/** For the log. */
export function describeIntegrations(configs: IntegrationsConfig): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(configs).map(([name, config]) => [name, describeTarget(config)]),
  )
}
