import { pathToFileURL } from 'node:url'
import { type Config, readConfig } from '../config.ts'
import { type DatabaseHandle, openDatabase } from '../database/connection.ts'
import { createLogger, type Logger } from '../observability/logger.ts'
import { assertReachable, explainStartFailure } from '../start-failure.ts'

/**
 * Runs `main` with the words of the command line where the module is what Node was told to run, and
 * does nothing where a test imports it. The number that `main` answers is the exit code; it is 1 for
 * what it throws.
 */
export async function runAsProgram(
  module: string,
  main: (words: readonly string[]) => Promise<number>,
): Promise<void> {
  if (module !== pathToFileURL(process.argv[1] ?? '').href) return
  try {
    process.exitCode = await main(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${explainStartFailure(error) ?? (error as Error).stack}\n`)
    process.exitCode = 1
  }
}

/** Does the work on the database that is configured, and closes it. */
export async function onDatabase<Result>(
  work: (database: DatabaseHandle, logger: Logger) => Promise<Result>,
): Promise<Result> {
  const config = readDatabaseConfig()
  const logger = await createLogger(config)
  const database = await openDatabase(config, logger)
  try {
    await assertReachable(database)
    return await work(database, logger)
  } finally {
    await database.close()
  }
}

/** What only uses the database signs no cursors and lets nobody in, so it need not be given the secrets. */
function readDatabaseConfig(): Config {
  const matters = (variable: string) => /^(NODE_ENV|LOG_LEVEL|DATA_DIR|DATABASE_)/.test(variable)
  return readConfig(process.env, undefined, matters)
}
