import type { Kysely } from 'kysely'
import type { Static, TSchema } from 'typebox'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import type { Integrations } from '../integrations/index.ts'
import type { Logger } from '../observability/logger.ts'
import type { Clock } from '../shared/clock.ts'
import type { NewId } from '../shared/id.ts'

/** What the composition root hands to every job. */
export interface JobDependencies {
  readonly config: Config
  readonly logger: Logger
  readonly db: Kysely<Database>
  readonly clock: Clock
  readonly newId: NewId
  /** The third parties. What they cannot do now fails, and the job is tried again. */
  readonly integrations: Integrations
}

/** Thrown by a handler where no other attempt can help: the job is given up at once. */
export class GiveUpError extends Error {}

/** One attempt at a job. */
export interface Attempt {
  /** The same for every attempt: what was done under it already need not be done again. */
  readonly id: string
  /** 1 for the first. */
  readonly number: number
  /** Its lines say which job it is, and which attempt. */
  readonly logger: Logger
  /** Aborts when the job has taken too long, or the worker cannot wait for it any longer. */
  readonly signal: AbortSignal
}

/**
 * A kind of job. It is done at least once: where a worker ends in the middle of it, another begins it
 * again. So doing it twice must be as good as doing it once.
 */
export interface Job<Data extends object = object> {
  /** Of its queue, in kebab case. Jobs that wait know it, so it stays as it is. */
  readonly name: string
  /** What it is given; checked when it is put into the queue and when it is taken out. */
  readonly data: TSchema
  /** How often it is tried again before it is given up. */
  readonly retries: number
  /** How long the first of these waits; each further one twice as long, an hour at most. */
  readonly retryDelaySeconds: number
  /** How long an attempt may take. */
  readonly timeoutSeconds: number
  /** How long it stays in the table once it is done or given up. */
  readonly keptSeconds: number
  /** How many of it one process does at once; as `JOBS_CONCURRENCY` says where it is not there. */
  readonly concurrency?: number
  /** When it is put into its queue by itself: a cron expression, in UTC, and what it is given. */
  readonly schedule?: { readonly cron: string; readonly data: object }
  handler(dependencies: JobDependencies): (data: Data, attempt: Attempt) => Promise<void>
}

interface Definition<Schema extends TSchema> {
  readonly name: string
  readonly data: Schema
  readonly retries?: number
  readonly retryDelaySeconds?: number
  readonly timeoutSeconds?: number
  readonly keptSeconds?: number
  readonly concurrency?: number
  readonly schedule?: { readonly cron: string; readonly data: Static<Schema> & object }
  handler(dependencies: JobDependencies): (data: Static<Schema>, attempt: Attempt) => Promise<void>
}

/** What most jobs are content with: given up after some hours. */
const defaults = { retries: 10, retryDelaySeconds: 30, timeoutSeconds: 60, keptSeconds: 7 * 86_400 }

/** Describes a kind of job; `index.ts` lists those that there are. */
export function defineJob<Schema extends TSchema>(
  definition: Definition<Schema>,
): Job<Static<Schema> & object> {
  return { ...defaults, ...definition }
}
