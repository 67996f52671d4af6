import { Registry } from 'prom-client'
import { openIntegrations } from '../integrations/index.ts'
import { createIntegrationMetrics } from '../observability/integration-metrics.ts'
import type { JobDependencies } from './job.ts'

/**
 * The third parties, for a worker: with circuits of its own. It answers no requests, so nobody reads what
 * it counts of them; the log has each change of a circuit.
 */
export function openOutside({
  config,
  logger,
  newId,
}: Pick<JobDependencies, 'config' | 'logger' | 'newId'>) {
  const metrics = createIntegrationMetrics(new Registry())
  return openIntegrations({ configs: config.integrations, logger, metrics, newId })
}
