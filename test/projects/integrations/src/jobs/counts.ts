import { type Kysely, sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** How many jobs of a kind there are. */
export interface JobCounts {
  readonly name: string
  readonly waiting: number
  readonly active: number
  /** Given up, of late: each is among the dead letters too, until it is put back. */
  readonly failed: number
}

/** For each queue that there is; what the library itself would tell is up to a minute old. */
export async function countJobs(db: Kysely<Database>): Promise<readonly JobCounts[]> {
  const { rows } = await sql<JobCounts>`
    select queue.name,
      count(*) filter (where job.state in ('created', 'retry'))::int as waiting,
      count(*) filter (where job.state = 'active')::int as active,
      count(*) filter (where job.state = 'failed')::int as failed
    from jobs.queue left join jobs.job
      on job.name = queue.name and job.state in ('created', 'retry', 'active', 'failed')
    where queue.name not like '\\_\\_%'
    group by queue.name order by queue.name
  `.execute(db)
  return rows
}
