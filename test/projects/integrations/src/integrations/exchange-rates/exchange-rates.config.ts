import { type Static, Type } from 'typebox'
import type { TargetConfig, TargetVariables } from '../../resilience/config.ts'
import { integer, text } from '../../variables.ts'

const variables = {
  RATES_ADDRESS: text(500),
  EXCHANGE_RATES_TOKEN: text(4_096),
  EXCHANGE_RATES_TIMEOUT_MS: integer(50, 60_000),
  EXCHANGE_RATES_TOTAL_TIMEOUT_MS: integer(50, 120_000),
  EXCHANGE_RATES_RETRIES: integer(0, 5),
  EXCHANGE_RATES_CONCURRENCY: integer(1, 1_000),
}

const names = {
  url: 'RATES_ADDRESS',
  token: 'EXCHANGE_RATES_TOKEN',
  timeoutMs: 'EXCHANGE_RATES_TIMEOUT_MS',
  totalTimeoutMs: 'EXCHANGE_RATES_TOTAL_TIMEOUT_MS',
  retries: 'EXCHANGE_RATES_RETRIES',
  concurrency: 'EXCHANGE_RATES_CONCURRENCY',
} as const satisfies TargetVariables<keyof typeof variables>

const Variables = Type.Partial(Type.Object(variables))

/** How it is called; what is not set is as it was made. */
function read(values: Static<typeof Variables>): TargetConfig {
  return {
    url: values.RATES_ADDRESS,
    token: values.EXCHANGE_RATES_TOKEN,
    timeoutMs: values.EXCHANGE_RATES_TIMEOUT_MS ?? 500,
    totalTimeoutMs: values.EXCHANGE_RATES_TOTAL_TIMEOUT_MS ?? 1500,
    retries: values.EXCHANGE_RATES_RETRIES ?? 2,
    concurrency: values.EXCHANGE_RATES_CONCURRENCY ?? 5,
  }
}

/** The variables of exchange-rates: what they may be, what they are for, and what they say. */
export const exchangeRatesSettings = { variables, names, read }
