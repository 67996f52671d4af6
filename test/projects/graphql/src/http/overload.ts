import type { Config } from '../config.ts'
import type { EventLoop } from '../observability/event-loop.ts'
import type { Logger } from '../observability/logger.ts'
import type { Metrics, Overload } from '../observability/metrics.ts'
import type { Clock } from '../shared/clock.ts'
import { problemTypes } from './error-handler.ts'
import { HttpError } from './http-error.ts'

export interface OverloadDependencies {
  /** Zero for what is not looked at. */
  readonly limits: Config['overload']
  readonly eventLoop: Pick<EventLoop, 'delayMs'>
  /** How many queries wait for a connection. */
  readonly waiting: () => number
  readonly metrics: Pick<Metrics, 'requestShed'>
  readonly logger: Logger
  readonly clock: Clock
}

/** How long nobody has to be refused until it is over, so that the log has a line for each time and not for each wave. */
const QUIET_MS = 10_000

/** Those who are refused together are not to come back together. */
const MAX_RETRY_AFTER_SECONDS = 5

/**
 * Makes the function that refuses a request when there is more to do than can be done. To take it
 * would make all that are at work slower, until none is answered in time; refused at once, it costs
 * next to nothing, and its client can go elsewhere.
 */
export function createOverload(dependencies: OverloadDependencies): () => void {
  const { limits, eventLoop, waiting, metrics, logger, clock } = dependencies
  let shed = 0
  let quietAt = 0

  function overload(): Overload | undefined {
    if (limits.eventLoopDelayMs > 0 && eventLoop.delayMs() > limits.eventLoopDelayMs) {
      return 'event_loop'
    }
    if (limits.databaseWaiting > 0 && waiting() >= limits.databaseWaiting) return 'database'
    return undefined
  }

  return () => {
    const reason = overload()
    if (!reason) {
      if (shed > 0 && clock.now().getTime() >= quietAt) {
        logger.info({ shed }, 'overload is over')
        shed = 0
      }
      return
    }
    if (shed === 0) {
      const measured = { eventLoopDelayMs: eventLoop.delayMs(), databaseWaiting: waiting() }
      logger.warn({ reason, ...measured, limits }, 'overloaded: requests are refused')
    }
    shed += 1
    quietAt = clock.now().getTime() + QUIET_MS
    metrics.requestShed(reason)
    const seconds = 1 + Math.floor(Math.random() * MAX_RETRY_AFTER_SECONDS)
    throw new HttpError('unavailable', problemTypes.unavailable.detail, {
      headers: { 'retry-after': String(seconds) },
    })
  }
}
