import type { Kysely } from 'kysely'
import { Value } from 'typebox/value'
import type { Database } from '../database/database.ts'
import { createBoss } from './boss.ts'
import type { Job } from './job.ts'
import { prepareQueue } from './queues.ts'

export interface AddOptions {
  /** Not before this time. */
  readonly after?: Date
  /** Of the job: where one with this id is there already, nothing is added. A UUID. */
  readonly id?: string
}

/** Where services put what is to be done later. */
export interface JobQueue {
  /**
   * Puts a job into its queue.
   *
   * @throws Error for data that breaks the schema of the job
   */
  add<Data extends object>(job: Job<Data>, data: Data, options?: AddOptions): Promise<void>
}

/**
 * The queue on a connection. On that of a transaction the job is there when that is committed, and never
 * was when it is rolled back; it needs no other connection.
 */
export function createJobQueue(connection: Kysely<Database>): JobQueue {
  const boss = createBoss(connection)

  return {
    async add(job, data, { after, id } = {}) {
      const [fault] = Value.Errors(job.data, data)
      if (fault) throw new Error(`job ${job.name}: ${fault.instancePath} ${fault.message}`)
      await prepareQueue(boss, job)
      await boss.send(job.name, data, {
        ...(after && { startAfter: after }),
        ...(id !== undefined && { id }),
      })
    },
  }
}
