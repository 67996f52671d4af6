import { buildApp } from './app.ts'
import { type Config, describeConfig } from './config.ts'
import { type DatabaseHandle, openDatabase } from './database/connection.ts'
import { migrateUp } from './database/migrate.ts'
import { startWorker } from './jobs/worker.ts'
import { createLifecycle } from './lifecycle.ts'
import type { Logger } from './observability/logger.ts'
import type { Resource } from './resources/resource.ts'
import { systemClock } from './shared/clock.ts'
import { newId } from './shared/id.ts'
import { stopOnSignal } from './shutdown.ts'
import { assertReachable, startOrExit } from './start-failure.ts'

export interface Replacements {
  /** Instead of the real database, for a test. */
  readonly open?: typeof openDatabase
  /** Instead of those of the registry, for a test. */
  readonly resources?: readonly Resource[]
}

/** Runs the service until it is told to stop. What cannot start exits with 1 and says why. */
export async function run(env: NodeJS.ProcessEnv, replacements: Replacements = {}): Promise<void> {
  await startOrExit(env, (config, logger) => start(config, logger, replacements))
}

async function start(
  config: Config,
  logger: Logger,
  { open = openDatabase, resources }: Replacements,
): Promise<void> {
  const lifecycle = createLifecycle()
  const atExit = stopOnSignal({ lifecycle, logger, config })
  logger.info({ config: describeConfig(config), node: process.version }, 'starting')

  const database = await open(config, logger)
  atExit.add(() => database.close())
  await assertReachable(database)
  await migrate(config, database, logger)

  const app = await buildApp({
    config,
    logger,
    database,
    lifecycle,
    clock: systemClock,
    newId,
    ...(resources && { resources }),
  })
  atExit.add(() => app.close())
  const addresses = await app.listen()
  if (config.jobs.inProcess) {
    const worker = await startWorker({ config, logger, database, clock: systemClock, newId })
    atExit.add(() => worker.close())
  }
  lifecycle.ready()
  logger.info(addresses, lifecycle.phase)
}

async function migrate(config: Config, database: DatabaseHandle, logger: Logger): Promise<void> {
  if (config.migrateOnStart) {
    const applied = await migrateUp(database.db)
    if (applied.length > 0) logger.info({ applied }, 'migrated')
  } else if (!(await database.migrationsApplied())) {
    logger.warn('migrations are missing: not ready until they are applied')
  }
}
