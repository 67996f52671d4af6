import { type Config, describeConfig } from '../config.ts'
import { openDatabase } from '../database/connection.ts'
import { createLifecycle } from '../lifecycle.ts'
import type { Logger } from '../observability/logger.ts'
import { systemClock } from '../shared/clock.ts'
import { newId } from '../shared/id.ts'
import { stopOnSignal } from '../shutdown.ts'
import { assertReachable, startOrExit } from '../start-failure.ts'
import type { Job } from './job.ts'
import { startWorker } from './worker.ts'

/**
 * A process that does jobs and answers no requests, until it is told to stop. What cannot start exits
 * with 1 and says why. The jobs are those of the registry, but for a test.
 */
export async function runWorker(
  env: NodeJS.ProcessEnv,
  jobs?: readonly Job<never>[],
): Promise<void> {
  await startOrExit(env, (config, logger) => start(config, logger, jobs))
}

async function start(config: Config, logger: Logger, jobs?: readonly Job<never>[]): Promise<void> {
  // No load balancer has to look away first.
  const shutdown = { ...config.shutdown, delayMs: 0 }
  const lifecycle = createLifecycle()
  const atExit = stopOnSignal({ lifecycle, logger, config: { ...config, shutdown } })
  logger.info({ config: describeConfig(config), node: process.version }, 'starting')

  const database = await openDatabase(config, logger)
  atExit.add(() => database.close())
  await assertReachable(database)
  const worker = await startWorker({ config, logger, database, clock: systemClock, newId }, jobs)
  atExit.add(() => worker.close())
  logger.info('working')
}
