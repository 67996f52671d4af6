import { Registry } from 'prom-client'
import { createIntegrationMetrics } from '../../src/observability/integration-metrics.ts'
import type { TargetConfig } from '../../src/resilience/config.ts'
import { createTarget, type Target, type TargetParts } from '../../src/resilience/target.ts'
import { newId } from '../../src/shared/id.ts'

/** The policy of a project, with what it counts and logs. */
export interface TestTarget extends Target {
  readonly logs: readonly Readonly<Record<string, unknown>>[]
  /** What it is made of, for what is put around it. */
  readonly parts: Pick<TargetParts, 'integration' | 'logger' | 'metrics' | 'newId'>
  /** The lines of its metrics. */
  metrics(): Promise<readonly string[]>
}

/** A third party at an address, called as in production, but that no wait is left to chance. */
export function openTarget(
  integration: string,
  config: Partial<TargetConfig> & Pick<TargetConfig, 'url'>,
): TestTarget {
  const logs: Record<string, unknown>[] = []
  const registry = new Registry()
  const log = (line: unknown) => void logs.push(line as Record<string, unknown>)
  const parts = {
    integration,
    logger: { info: log, warn: log },
    metrics: createIntegrationMetrics(registry),
    newId,
  }
  const target = createTarget({
    ...parts,
    config: {
      token: undefined,
      timeoutMs: 2_000,
      totalTimeoutMs: 5_000,
      retries: 2,
      concurrency: 20,
      ...config,
    },
    random: () => 0,
  })
  return {
    call: target.call,
    get state() {
      return target.state
    },
    close: target.close,
    logs,
    parts,
    async metrics() {
      const lines = (await registry.metrics()).split('\n')
      return lines.filter((line) => line !== '' && !line.startsWith('#'))
    },
  }
}
