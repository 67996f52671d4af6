import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { createIntegrationMetrics, type IntegrationMetrics } from './integration-metrics.ts'
import { createJobMetrics, type JobMetrics } from './job-metrics.ts'
import { createWebhookMetrics, type WebhookMetrics } from './webhook-metrics.ts'

export interface RequestSample {
  readonly method: string
  /** The template of the route, never the address. */
  readonly route: string
  readonly status: number
  readonly seconds: number
  /** Whether the route belongs to a version that ends. */
  readonly isDeprecated: boolean
}

/** What the program counts. The library behind it is named in this folder alone. */
export interface Metrics {
  requestStarted(): void
  requestFinished(sample: RequestSample): void
  /** One was refused because there is too much to do, and of what. */
  requestShed(reason: Overload): void
  /** The calls of third parties. */
  readonly integrations: IntegrationMetrics
  /** What waits to be done. */
  readonly jobs: JobMetrics
  /** What others told us. */
  readonly webhooks: WebhookMetrics
  readonly mediaType: string
  /** Everything that was counted, in the text format of Prometheus. */
  text(): Promise<string>
}

const overloads = ['event_loop', 'database'] as const

/** What there can be too much of. */
export type Overload = (typeof overloads)[number]

export interface PoolStats {
  readonly total: number
  readonly idle: number
  readonly waiting: number
}

/** @param poolStats asked whenever the metrics are read; null for a database without a pool */
export function createMetrics(poolStats: () => PoolStats | null): Metrics {
  // One per application and not the one of the module, so that two of them do not collide.
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })

  const inFlight = new Gauge({
    name: 'http_requests_in_flight',
    help: 'Requests that wait for their answer.',
    registers,
  })
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long requests took, from their header to the end of the answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const deprecated = new Counter({
    name: 'http_deprecated_requests_total',
    help: 'Requests to versions that end: who still makes them stands in the log.',
    labelNames: ['method', 'route'],
    registers,
  })
  const shed = new Counter({
    name: 'http_requests_shed_total',
    help: 'Requests that were refused because there was too much to do, by what there was too much of.',
    labelNames: ['reason'],
    registers,
  })
  // From the start, or the first would not be seen as one more.
  for (const reason of overloads) shed.inc({ reason }, 0)
  new Gauge({
    name: 'database_pool_connections',
    help: 'Connections to the database by state.',
    labelNames: ['state'],
    registers,
    collect() {
      const stats = poolStats()
      if (!stats) return
      this.set({ state: 'idle' }, stats.idle)
      this.set({ state: 'used' }, stats.total - stats.idle)
    },
  })
  new Gauge({
    name: 'database_pool_waiting',
    help: 'Queries that wait for a connection.',
    registers,
    collect() {
      this.set(poolStats()?.waiting ?? 0)
    },
  })

  return {
    requestStarted: () => inFlight.inc(),
    requestFinished({ method, route, status, seconds, isDeprecated }) {
      inFlight.dec()
      if (isDeprecated) deprecated.inc({ method, route })
      duration.observe({ method, route, status }, seconds)
    },
    requestShed: (reason) => shed.inc({ reason }),
    integrations: createIntegrationMetrics(registry),
    jobs: createJobMetrics(registry),
    webhooks: createWebhookMetrics(registry),
    mediaType: registry.contentType,
    text: () => registry.metrics(),
  }
}
