import { type Static, Type } from 'typebox'
import { boolean, integer } from '../variables.ts'

/** How jobs are done. */
export interface JobsConfig {
  /** Whether the process that answers requests does jobs too. */
  readonly inProcess: boolean
  /** How many of one kind are done at once, in one process. */
  readonly concurrency: number
  /** How long an idle worker waits before it looks again. */
  readonly pollMs: number
}

/** The variables, for the list in `src/config.ts`. */
export const jobsVariables = {
  JOBS_IN_PROCESS: boolean(),
  JOBS_CONCURRENCY: integer(1, 100),
  JOBS_POLL_MS: integer(500, 60_000),
}

const Variables = Type.Partial(Type.Object(jobsVariables))
type Values = Static<typeof Variables>

export function readJobs(
  values: Values,
  environment: 'development' | 'test' | 'production',
): JobsConfig {
  return {
    // In production a job that takes all of a processor must not make requests wait.
    inProcess: values.JOBS_IN_PROCESS ?? environment === 'development',
    concurrency: values.JOBS_CONCURRENCY ?? 2,
    pollMs: values.JOBS_POLL_MS ?? 2_000,
  }
}
