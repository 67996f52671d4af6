import { createBoss } from '../../src/jobs/boss.ts'
import type { Job } from '../../src/jobs/job.ts'
import { sendMailJob } from '../../src/jobs/send-mail.job.ts'
import { writeMailJob } from '../../src/jobs/write-mail.job.ts'
import type { TestApp } from './app.ts'
import { dependenciesOf, silentLogger } from './jobs.ts'

/** Does what a worker would: writes and sends the mails that wait. */
export async function deliverMails({
  config,
  db,
  clock,
}: Pick<TestApp, 'config' | 'db' | 'clock'>): Promise<void> {
  const boss = createBoss(db)
  const logger = silentLogger([])
  for (const job of [writeMailJob, sendMailJob] as readonly Job<never>[]) {
    if (!(await boss.getQueue(job.name))) continue
    const handle = job.handler({ ...dependenciesOf({ db }, logger), config, clock })
    for (const { id, data } of await boss.fetch<never>(job.name, { batchSize: 100 })) {
      await handle(data, { id, number: 1, logger, signal: AbortSignal.timeout(60_000) })
      await boss.complete(job.name, id)
    }
  }
}
