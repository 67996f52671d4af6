import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import type { DatabaseHandle } from '../../src/database/connection.ts'
import type { Job, JobDependencies } from '../../src/jobs/job.ts'
import { openOutside } from '../../src/jobs/outside.ts'
import { startWorker, type Worker } from '../../src/jobs/worker.ts'
import type { Logger } from '../../src/observability/logger.ts'
import { systemClock } from '../../src/shared/clock.ts'
import { newId } from '../../src/shared/id.ts'
import { testConfig } from './config.ts'

/** A worker that does these kinds of jobs, and looks for them as often as may be. */
export async function workerOn(
  database: DatabaseHandle,
  jobs: readonly Job<never>[],
  env: Readonly<Record<string, string>> = {},
  logger: Logger = silentLogger([]),
): Promise<Worker> {
  const config = testConfig({ JOBS_POLL_MS: '500', ...env })
  return startWorker({ config, logger, database, clock: systemClock, newId }, jobs)
}

/** What a worker hands to the handler of a job. */
export function dependenciesOf(
  { db }: Pick<DatabaseHandle, 'db'>,
  logger: Logger,
): JobDependencies {
  const shared = { config: testConfig(), logger, clock: systemClock, newId }
  return { ...shared, db, integrations: openOutside(shared).integrations }
}

/** A logger whose lines are kept. */
export function silentLogger(lines: string[]): Logger {
  return pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
}

/** Waits until it is so; a test that waits for what never comes ends by its own timeout. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(20)
}
