import { type Config, ConfigError, readConfig } from './config.ts'
import type { DatabaseHandle } from './database/connection.ts'
import { MigrationError } from './database/migration-error.ts'
import { LockedError } from './database/pglite-lock.ts'
import { createLogger, type Logger } from './observability/logger.ts'
import { withoutCredentials } from './observability/redact.ts'

/** The database that is configured cannot be used. */
class DatabaseUnusableError extends Error {
  override readonly name = 'DatabaseUnusableError'
}

/** @throws DatabaseUnusableError that says why, in the words of the server or the network. */
export async function assertReachable(database: DatabaseHandle): Promise<void> {
  try {
    await database.ping()
  } catch (error) {
    throw new DatabaseUnusableError(`the database cannot be used: ${reasonOf(error)}`)
  }
}

function reasonOf(error: unknown): string {
  // For a host name with two addresses Node throws one error that holds one for each.
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ')
  return withoutCredentials(error instanceof Error ? error.message : String(error))
}

/**
 * Starts what the environment configures, and ends the process with 1, having said why, where that
 * cannot be.
 */
export async function startOrExit(
  env: NodeJS.ProcessEnv,
  start: (config: Config, logger: Logger) => Promise<void>,
): Promise<void> {
  let logger: Logger | undefined
  try {
    const config = readConfig(env)
    logger = await createLogger(config)
    await start(config, logger)
  } catch (error) {
    const explanation = explainStartFailure(error)
    if (!logger) process.stderr.write(`${explanation ?? (error as Error).stack}\n`)
    else if (explanation) logger.fatal(explanation)
    else logger.fatal({ err: error }, 'could not start')
    process.exit(1)
  }
}

/**
 * What to tell the operator whose setting is at fault, who needs no stack; undefined when the fault
 * is in the program.
 */
export function explainStartFailure(error: unknown): string | undefined {
  const isExplained =
    error instanceof ConfigError ||
    error instanceof MigrationError ||
    error instanceof LockedError ||
    error instanceof DatabaseUnusableError
  if (isExplained) return error.message
  if (!(error instanceof Error) || !('syscall' in error) || error.syscall !== 'listen') {
    return undefined
  }
  const { code, address, port } = error as NodeJS.ErrnoException & { address: string; port: number }
  const reasons: Record<string, string> = {
    EADDRINUSE: 'it is in use',
    EACCES: 'this user may not',
    EADDRNOTAVAIL: 'this machine has no such address',
  }
  return `cannot listen on ${address}:${port}: ${reasons[code ?? ''] ?? code}`
}
