import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { type Kysely, sql } from 'kysely'
import { Type } from 'typebox'
import { defineJob } from '../../src/jobs/job.ts'
import { runWorker } from '../../src/jobs/run-worker.ts'

// A worker whose only job leaves a mark, for tests that end it in the middle.

/** Who did what, and how often. */
export interface Mark {
  readonly n: number
  readonly times: number
  readonly worker: string
}

// biome-ignore lint/suspicious/noExplicitAny: the table is no table of the project
type AnyDatabase = Kysely<any>

export async function createMarks(db: AnyDatabase): Promise<void> {
  await sql`create table marks (n integer primary key, times integer not null, worker text not null)`.execute(
    db,
  )
}

export async function readMarks(db: AnyDatabase): Promise<readonly Mark[]> {
  const { rows } = await sql<Mark>`select n, times, worker from marks order by n`.execute(db)
  return rows
}

/** Waits as long as it is told, at its first attempt, and then leaves its mark. */
export const markJob = defineJob({
  name: 'mark',
  data: Type.Object({ n: Type.Integer(), ms: Type.Integer() }, { additionalProperties: false }),
  timeoutSeconds: 1,
  retryDelaySeconds: 1,
  handler:
    ({ db }) =>
    async ({ n, ms }, { id, number, logger }) => {
      logger.info({ markId: id }, 'begun')
      if (number === 1) await sleep(ms)
      await sql`
        insert into marks values (${n}, 1, ${process.env.WORKER ?? ''})
        on conflict (n) do update set times = marks.times + 1
      `.execute(db)
    },
})

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runWorker(process.env, [markJob])
}
