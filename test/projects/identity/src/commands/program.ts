import { pathToFileURL } from 'node:url'
import { type Config, readConfig } from '../config.ts'
import { type DatabaseHandle, openDatabase } from '../database/connection.ts'
import { createLogger, type Logger } from '../observability/logger.ts'
import { assertReachable, explainStartFailure } from '../start-failure.ts'

/** What a program reads and writes besides files: that of its process, or of a test. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

/** Does what the words ask for, and answers the exit code. */
export type Program = (words: readonly string[], around: Surroundings) => Promise<number>

/**
 * Runs the program with the words of the command line where the module is what Node was told to run,
 * and does nothing where something else imports it.
 */
export async function runAsProgram(module: string, program: Program): Promise<void> {
  if (module !== pathToFileURL(process.argv[1] ?? '').href) return
  process.exitCode = await runProgram(program, process.argv.slice(2), {
    env: process.env,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  })
}

/** The exit code of a program: 1 for what it throws, which is said without a stack where it can be. */
export async function runProgram(
  program: Program,
  words: readonly string[],
  around: Surroundings,
): Promise<number> {
  try {
    return await program(words, around)
  } catch (error) {
    around.err(`${explainStartFailure(error) ?? (error as Error).stack}\n`)
    return 1
  }
}

/** Does the work on the database that is configured, and closes it. */
export async function onDatabase<Result>(
  env: NodeJS.ProcessEnv,
  work: (database: DatabaseHandle, logger: Logger) => Promise<Result>,
): Promise<Result> {
  const config = readDatabaseConfig(env)
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
function readDatabaseConfig(env: NodeJS.ProcessEnv): Config {
  const matters = (variable: string) => /^(NODE_ENV|LOG_LEVEL|DATA_DIR|DATABASE_)/.test(variable)
  return readConfig(env, undefined, matters)
}
