import { type Config, describeConfig, readConfig } from '../config.ts'
import { openDatabase } from '../database/connection.ts'
import { startWorker } from '../jobs/worker.ts'
import { createLifecycle } from '../lifecycle.ts'
import { createLogger, type Logger } from '../observability/logger.ts'
import { systemClock } from '../shared/clock.ts'
import { newId } from '../shared/id.ts'
import { stopOnSignal } from '../shutdown.ts'
import { assertReachable, explainStartFailure } from '../start-failure.ts'

// A process that does jobs and answers no requests: any number of them beside the service.

let logger: Logger | undefined
try {
  const config = readConfig(process.env)
  logger = await createLogger(config)
  await start(config, logger)
} catch (error) {
  const explanation = explainStartFailure(error)
  if (!logger) process.stderr.write(`${explanation ?? (error as Error).stack}\n`)
  else if (explanation) logger.fatal(explanation)
  else logger.fatal({ err: error }, 'could not start')
  process.exit(1)
}

async function start(config: Config, log: Logger): Promise<void> {
  // No load balancer has to look away first.
  const shutdown = { ...config.shutdown, delayMs: 0 }
  const atExit = stopOnSignal({
    lifecycle: createLifecycle(),
    logger: log,
    config: { ...config, shutdown },
  })
  log.info({ config: describeConfig(config), node: process.version }, 'starting')

  const database = await openDatabase(config, log)
  atExit.add(() => database.close())
  await assertReachable(database)
  const worker = await startWorker({
    config,
    logger: log,
    database,
    clock: systemClock,
    newId,
  })
  atExit.add(() => worker.close())
  log.info('working')
}
