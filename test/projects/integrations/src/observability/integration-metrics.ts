import { Counter, Gauge, type Registry } from 'prom-client'

/** Names from the code alone, so that there are only so many of them. */
export interface IntegrationLabels {
  readonly integration: string
  readonly operation: string
}

export interface IntegrationMetrics {
  called(labels: IntegrationLabels, outcome: string): void
  retried(labels: IntegrationLabels): void
  fellBack(labels: IntegrationLabels, source: string): void
  stateChanged(integration: string, state: 'closed' | 'half_open' | 'open'): void
}

/** In the order of what is worse, as the values of a gauge. */
const states = { closed: 0, half_open: 1, open: 2 } as const

/** Counts the calls of third parties. The outcome `full` is a call that the bound on them refused. */
export function createIntegrationMetrics(registry: Registry): IntegrationMetrics {
  const registers = [registry]
  const calls = new Counter({
    name: 'integration_calls_total',
    help: 'Calls of third parties by how they ended; open and full were not sent.',
    labelNames: ['integration', 'operation', 'outcome'],
    registers,
  })
  const retries = new Counter({
    name: 'integration_retries_total',
    help: 'Tries after the first one.',
    labelNames: ['integration', 'operation'],
    registers,
  })
  const fallbacks = new Counter({
    name: 'integration_fallbacks_total',
    help: 'Answers that stood in for one of the third party, by where they are from.',
    labelNames: ['integration', 'operation', 'source'],
    registers,
  })
  const circuit = new Gauge({
    name: 'integration_circuit_state',
    help: 'The circuit of a third party: 0 closed, 1 one call tries, 2 open.',
    labelNames: ['integration'],
    registers,
  })
  return {
    called: (labels, outcome) => calls.inc({ ...labels, outcome }),
    retried: (labels) => retries.inc({ ...labels }),
    fellBack: (labels, source) => fallbacks.inc({ ...labels, source }),
    stateChanged: (integration, state) => circuit.set({ integration }, states[state]),
  }
}
