import type { PgBoss } from 'pg-boss'
import { Value } from 'typebox/value'
import type { DatabaseHandle } from '../database/connection.ts'
import { MigrationError } from '../database/migration-error.ts'
import { createWorkingBoss } from './boss.ts'
import { jobs as registry } from './index.ts'
import { GiveUpError, type Job, type JobDependencies } from './job.ts'
import { updateQueue } from './queues.ts'

type Shared = Pick<JobDependencies, 'config' | 'logger' | 'clock' | 'newId'>

/** What the composition root hands to a worker. */
export interface WorkerDependencies extends Shared {
  readonly database: DatabaseHandle
}

export interface Worker {
  /** Takes no more jobs, and waits for those at work; what does not end in time is done again later. */
  close(): Promise<void>
}

/** Of the deadline of a shutdown, what is left to close the database. */
const CLOSING_MS = 2_000

/**
 * Does what is in the queues, until it is closed. There may be any number of workers: each job is taken
 * by one of them.
 *
 * @param jobs instead of those of the registry, for a test
 * @throws MigrationError on a database whose migrations are missing
 */
export async function startWorker(
  { database, ...shared }: WorkerDependencies,
  jobs: readonly Job<never>[] = registry,
): Promise<Worker> {
  const { config, logger } = shared
  if (!(await database.migrationsApplied())) {
    throw new MigrationError('migrations are missing: apply them before jobs are done')
  }
  const boss = createWorkingBoss(database.pool)
  boss.on('error', (error) => logger.error({ err: error }, 'the queues of jobs failed'))
  boss.on('warning', (warning) => logger.warn({ warning }, 'the queues of jobs need attention'))
  await boss.start()
  for (const job of jobs) await updateQueue(boss, job)
  await keepSchedules(boss, jobs)
  const dependencies = { ...shared, db: database.db }
  for (const job of jobs) {
    const { concurrency, pollMs } = config.jobs
    await boss.work<never>(
      job.name,
      {
        localConcurrency: job.concurrency ?? concurrency,
        pollingIntervalSeconds: pollMs / 1_000,
        perJobResults: true,
      },
      workOn(job, dependencies),
    )
  }

  return {
    async close() {
      const timeout = Math.max(1_000, config.shutdown.deadlineMs - CLOSING_MS)
      await boss.stop({ graceful: true, timeout })
    },
  }
}

/** The schedules of today, and no others. */
async function keepSchedules(boss: PgBoss, jobs: readonly Job<never>[]): Promise<void> {
  const scheduled = jobs.filter(({ schedule }) => schedule !== undefined)
  for (const { name } of await boss.getSchedules()) {
    if (!scheduled.some((job) => job.name === name)) await boss.unschedule(name)
  }
  for (const { name, schedule } of scheduled) {
    if (schedule) await boss.schedule(name, schedule.cron, schedule.data, { tz: 'UTC' })
  }
}

function workOn(job: Job<never>, dependencies: JobDependencies) {
  const handle = job.handler(dependencies)

  return async ([taken]: readonly Taken[]) => {
    if (!taken) return []
    const { id, data, retryCount, signal } = taken
    const logger = dependencies.logger.child({ job: job.name, jobId: id, attempt: retryCount + 1 })
    const [fault] = Value.Errors(job.data, data)
    if (fault) {
      // It stays wrong however often it is tried.
      const reason = `${fault.instancePath} ${fault.message}`
      logger.error({ reason }, 'a job has data that its schema does not take: given up')
      return [{ id, status: 'deadletter' as const, output: { reason } }]
    }
    const begun = performance.now()
    try {
      await handle(data, { id, number: retryCount + 1, logger, signal })
      logger.info({ ms: Math.round(performance.now() - begun) }, 'job done')
      return [{ id, status: 'completed' as const }]
    } catch (error) {
      const output = { reason: messageOf(error) }
      const isHopeless = error instanceof GiveUpError
      if (isHopeless || retryCount >= job.retries) logger.error({ err: error }, 'job given up')
      else logger.warn({ err: error }, 'job failed and will be tried again')
      return [{ id, status: isHopeless ? ('deadletter' as const) : ('failed' as const), output }]
    }
  }
}

interface Taken {
  readonly id: string
  readonly data: never
  readonly retryCount: number
  readonly signal: AbortSignal
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
