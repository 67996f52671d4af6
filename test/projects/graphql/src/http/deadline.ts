import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import { withDeadline } from '../shared/deadline.ts'
import { UnavailableError } from '../shared/errors.ts'

/**
 * Has a handler, and what it begins, end with its request: when the client hangs up, or when the time
 * that a handler has is over; then the client is told so. The `signal` and the `handlerTimeout` of
 * Fastify would do so for requests without a body alone: with one, both are over once it was read.
 */
export function addDeadline(
  app: FastifyInstance,
  { handlerTimeoutMs }: Pick<Config, 'handlerTimeoutMs'>,
): void {
  // With a callback: what comes after it is called by it, and so within the deadline.
  app.addHook('preHandler', (_request, reply, done) => {
    const { raw } = reply
    const ending = new AbortController()
    const endsAt = performance.now() + handlerTimeoutMs
    const timer = setTimeout(() => {
      // Answered, or in hands that know nothing of this.
      if (reply.sent) return
      const late = new UnavailableError(
        'handler_timeout',
        `The handler took longer than ${handlerTimeoutMs} ms.`,
      )
      ending.abort(late)
      if (raw.headersSent) raw.destroy(late)
      else reply.send(late)
    }, handlerTimeoutMs).unref()
    raw.once('close', () => {
      clearTimeout(timer)
      if (!raw.writableFinished) ending.abort()
    })
    const remainingMs = () => Math.max(0, endsAt - performance.now())
    withDeadline({ signal: ending.signal, remainingMs }, done)
  })
}
