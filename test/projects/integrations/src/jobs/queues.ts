import type { PgBoss } from 'pg-boss'
import { DEAD_LETTERS } from './boss.ts'
import type { Job } from './job.ts'

/** Beyond which waiting longer helps nobody. */
const MAX_RETRY_DELAY_SECONDS = 3_600

/** Long enough for somebody to come back from a holiday. */
const DEAD_LETTER_SECONDS = 90 * 86_400

/** Makes the queue of a job where it is not there yet. */
export async function prepareQueue(boss: PgBoss, job: Job<never>): Promise<void> {
  if (await boss.getQueue(job.name)) return
  // First, for the other refers to it.
  await boss.createQueue(DEAD_LETTERS, { retentionSeconds: DEAD_LETTER_SECONDS })
  await boss.createQueue(job.name, { ...optionsOf(job), deadLetter: DEAD_LETTERS })
}

/** Gives the queue of a job what its definition says today. */
export async function updateQueue(boss: PgBoss, job: Job<never>): Promise<void> {
  await prepareQueue(boss, job)
  await boss.updateQueue(job.name, optionsOf(job))
}

function optionsOf({ retries, retryDelaySeconds, timeoutSeconds, keptSeconds }: Job<never>) {
  return {
    retryLimit: retries,
    retryDelay: retryDelaySeconds,
    retryBackoff: true,
    retryDelayMax: MAX_RETRY_DELAY_SECONDS,
    expireInSeconds: timeoutSeconds,
    deleteAfterSeconds: keptSeconds,
  }
}
