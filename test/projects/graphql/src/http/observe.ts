import { finished } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Metrics } from '../observability/metrics.ts'

/** The status of an answer that nobody waited for, as nginx writes it. */
const CLIENT_CLOSED_REQUEST = 499

/**
 * Makes the function that leaves one line in the log and one sample in the metrics for a request,
 * once it is over. Neither holds a body, a header, or the values of a query.
 */
export function createObserver(metrics: Metrics) {
  return (request: FastifyRequest, reply: FastifyReply): void => {
    const started = performance.now()
    metrics.requestStarted()
    finished(reply.raw, (aborted) => {
      const seconds = (performance.now() - started) / 1_000
      const { method } = request
      // Never the address itself, of which there are endlessly many.
      const route = request.routeOptions.url ?? 'unmatched'
      const status = aborted ? CLIENT_CLOSED_REQUEST : reply.statusCode
      const isDeprecated = request.routeOptions.schema?.deprecated === true
      metrics.requestFinished({ method, route, status, seconds, isDeprecated })
      const path = request.url.split('?', 1)[0]
      const durationMs = Math.round(seconds * 1_000_000) / 1_000
      const line = { method, route, path, status, durationMs }
      request.log.info(isDeprecated ? { ...line, deprecated: true } : line, 'request completed')
    })
  }
}
