import { type Static, Type } from 'typebox'
import type { TargetConfig, TargetVariables } from '../../resilience/config.ts'
import { integer, text } from '../../variables.ts'

const variables = {
  PAYMENTS_URL: text(500),
  PAYMENTS_TOKEN: text(4_096),
  PAYMENTS_TIMEOUT_MS: integer(50, 60_000),
  PAYMENTS_TOTAL_TIMEOUT_MS: integer(50, 120_000),
  PAYMENTS_RETRIES: integer(0, 5),
  PAYMENTS_CONCURRENCY: integer(1, 1_000),
}

const names = {
  url: 'PAYMENTS_URL',
  token: 'PAYMENTS_TOKEN',
  timeoutMs: 'PAYMENTS_TIMEOUT_MS',
  totalTimeoutMs: 'PAYMENTS_TOTAL_TIMEOUT_MS',
  retries: 'PAYMENTS_RETRIES',
  concurrency: 'PAYMENTS_CONCURRENCY',
} as const satisfies TargetVariables<keyof typeof variables>

const Variables = Type.Partial(Type.Object(variables))

/** How it is called; what is not set is as it was made. */
function read(values: Static<typeof Variables>): TargetConfig {
  return {
    url: values.PAYMENTS_URL,
    token: values.PAYMENTS_TOKEN,
    timeoutMs: values.PAYMENTS_TIMEOUT_MS ?? 2000,
    totalTimeoutMs: values.PAYMENTS_TOTAL_TIMEOUT_MS ?? 5000,
    retries: values.PAYMENTS_RETRIES ?? 2,
    concurrency: values.PAYMENTS_CONCURRENCY ?? 20,
  }
}

/** The variables of payments: what they may be, what they are for, and what they say. */
export const paymentsSettings = { variables, names, read }
