import { UserError } from '../../src/errors.ts'
import type { JobOperation, Manifest } from '../../src/manifest/manifest.ts'
import { jobs as feature } from '../../src/model/features/jobs.ts'
import { isOn } from '../../src/model/features.ts'
import { cronExpression } from '../../src/model/jobs/cron.ts'
import { checkFreeJob, checkJobName, formatJobData, jobBounds } from '../../src/model/jobs/job.ts'
import { foldModel } from '../../src/model/model.ts'
import { kebabCase, splitWords } from '../../src/model/words.ts'
import { addNamed, wholeNumber } from '../operation/named.ts'

export interface JobAnswers {
  /** In any spelling. */
  readonly name: string
  readonly data?: string
  readonly schedule?: string
  readonly retries?: string
  readonly retryDelay?: string
  readonly timeout?: string
  readonly concurrency?: string
}

/**
 * The operation that adds the job, or `undefined` where the project has it already.
 *
 * @throws UserError for a project without the feature, for a name that is taken, and for what cannot be read
 */
export function jobOperation(
  manifest: Manifest,
  answers: JobAnswers,
  now: Date,
): JobOperation | undefined {
  checkJobs(manifest)
  const data = formatJobData(answers.data ?? '')
  const { schedule } = answers
  const wanted = {
    run: 'job' as const,
    name: jobName(answers.name),
    ...(data !== '' && { data }),
    ...(schedule !== undefined && { schedule: cronExpression(schedule) }),
    ...numberFor('retries', 'retries', answers.retries),
    ...numberFor('retryDelaySeconds', 'retryDelay', answers.retryDelay),
    ...numberFor('timeoutSeconds', 'timeout', answers.timeout),
    ...numberFor('concurrency', 'concurrency', answers.concurrency),
  }
  return addNamed(manifest, wanted, foldModel(manifest).jobs, checkFreeJob, now)
}

/** @throws UserError for a project that has no jobs */
export function checkJobs({ features }: Manifest): void {
  if (isOn(feature, features)) return
  throw new UserError('The project has no jobs: there is no queue, and nobody to do them.', {
    help: 'Add them first: npx create-alex-api add jobs',
  })
}

/**
 * The name as the manifest keeps it: `send-digest`.
 *
 * @throws UserError for what cannot be the name of a file and of a queue
 */
export function jobName(typed: string): string {
  return checkJobName(kebabCase(splitWords(typed.trim())))
}

type Counted = keyof typeof jobBounds
const flags = {
  retries: 'retries',
  retryDelay: 'retry-delay',
  timeout: 'timeout',
  concurrency: 'concurrency',
} as const satisfies Record<Counted, string>

/** @throws UserError for what is no number, or is out of its bounds */
export function numberIn(key: Counted, typed: string): number {
  return wholeNumber(typed, jobBounds[key], flags[key], 5)
}

function numberFor<Key extends string>(
  key: Key,
  counted: Counted,
  typed: string | undefined,
): { [K in Key]?: number } {
  if (typed === undefined) return {}
  return { [key]: numberIn(counted, typed) } as { [K in Key]?: number }
}
