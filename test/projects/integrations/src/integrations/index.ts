import type { JobQueue } from '../jobs/queue.ts'
import { createQueueingTarget } from '../resilience/queueing.ts'
import { createTarget, type TargetParts } from '../resilience/target.ts'
import type { IntegrationsConfig } from './config.ts'
import { createExchangeRates } from './exchange-rates/exchange-rates.client.ts'
import type { ExchangeRates } from './exchange-rates/exchange-rates.ts'
import { createPayments } from './payments/payments.client.ts'
import { paymentsJobs } from './payments/payments.jobs.ts'
import type { Payments } from './payments/payments.ts'

/** The third parties that resources may depend on. */
export interface Integrations {
  // One line each, in alphabetical order.
  readonly exchangeRates: ExchangeRates
  readonly payments: Payments
}

export interface IntegrationParts extends Omit<TargetParts, 'integration' | 'config'> {
  readonly configs: IntegrationsConfig
  /** Where calls wait that cannot be made now; without it, as in a worker, they fail. */
  readonly queue?: JobQueue
}

/** Puts them together. Nothing is called yet, and whoever opens them closes them. */
export function openIntegrations({ configs, ...parts }: IntegrationParts) {
  const targets = {
    exchangeRates: createTarget({
      integration: 'exchange-rates',
      config: configs.exchangeRates,
      ...parts,
    }),
    payments: createTarget({ integration: 'payments', config: configs.payments, ...parts }),
  }
  const integrations: Integrations = {
    exchangeRates: createExchangeRates(targets.exchangeRates),
    payments: createPayments(
      createQueueingTarget(targets.payments, {
        integration: 'payments',
        jobs: paymentsJobs,
        ...parts,
      }),
    ),
  }
  return {
    integrations,
    async close() {
      await Promise.all(Object.values(targets).map((target) => target.close()))
    },
  }
}
