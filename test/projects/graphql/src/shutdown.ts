import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from './config.ts'
import type { Lifecycle } from './lifecycle.ts'
import type { Logger } from './observability/logger.ts'

interface Dependencies {
  readonly lifecycle: Lifecycle
  readonly logger: Logger
  readonly config: Pick<Config, 'shutdown'>
}

/** After a crash: long enough for requests in flight, short enough not to serve on broken state. */
const crashDeadlineMs = 5_000

/**
 * Ends the process in order when it is told to (SIGTERM, SIGINT) and when it crashes. Whatever was
 * opened is closed in reverse, so that requests still have a database when they end.
 *
 * 1. Readiness fails, requests are still served: the load balancer needs a moment to look away.
 * 2. The listeners close, requests in flight end.
 * 3. The database closes, and the process exits: 0, or 1 after a crash or past the deadline.
 *
 * A second signal exits at once.
 *
 * @returns where to say how to close what was opened.
 */
export function stopOnSignal({ lifecycle, logger, config }: Dependencies) {
  const closers: (() => Promise<void>)[] = []
  let isStopping = false
  let exitCode = 0

  async function stop(delayMs: number, deadlineMs: number): Promise<void> {
    isStopping = true
    lifecycle.drain()
    setTimeout(() => {
      logger.fatal({ deadlineMs }, 'could not stop in time')
      process.exit(1)
    }, deadlineMs).unref()

    await sleep(delayMs)
    for (const close of closers.reverse()) {
      await close().catch((error) => {
        exitCode = 1
        logger.error({ err: error }, 'something could not be closed')
      })
    }
    logger.info('stopped')
    process.exit(exitCode)
  }

  for (const [signal, number] of [
    ['SIGTERM', 15],
    ['SIGINT', 2],
  ] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(128 + number)
      logger.info({ signal }, 'stopping')
      void stop(config.shutdown.delayMs, config.shutdown.deadlineMs)
    })
  }

  // Rejections that nobody handles come here too: that is the default of Node.
  process.on('uncaughtException', (error, origin) => {
    logger.fatal({ err: error, origin }, 'crashed')
    exitCode = 1
    if (!isStopping) void stop(0, Math.min(crashDeadlineMs, config.shutdown.deadlineMs))
  })

  return {
    /** Closed when the process stops, before everything that was added earlier. */
    add(close: () => Promise<void>): void {
      closers.push(close)
    },
  }
}
