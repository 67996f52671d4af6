import type { FastifyInstance } from 'fastify'
import type { Metrics } from '../observability/metrics.ts'

export function addMetricsRoute(app: FastifyInstance, metrics: Metrics): void {
  app.get(
    '/metrics',
    {
      logLevel: 'warn',
      schema: { hide: true },
      config: { access: 'management', produces: 'text/plain', rateLimit: false },
    },
    async (_request, reply) => reply.type(metrics.mediaType).send(await metrics.text()),
  )
}
