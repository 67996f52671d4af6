import type { FastifyRequest } from 'fastify'
import { networkOf } from '../http/rate-limit.ts'
import type { SecurityEvents } from '../observability/security-events.ts'

/** Makes what writes down that somebody known asked for what is not for them, and for which route. */
export function recordDenied(events: SecurityEvents) {
  return ({ principal, ip, id, method, routeOptions }: FastifyRequest): void =>
    events.record('auth.access.denied', {
      accountId: principal?.id,
      sessionId: principal?.sessionId,
      network: networkOf(ip),
      requestId: id,
      // As it is declared: what somebody has put into the address may be anything.
      reason: `${method} ${routeOptions.url}`,
    })
}
