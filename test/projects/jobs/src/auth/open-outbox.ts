import { withTransaction } from '../database/transaction.ts'
import type { IdentityDependencies } from '../http/identity.ts'
import { createJobQueue } from '../jobs/queue.ts'
import { sendMailJob, toSendMail } from '../jobs/send-mail.job.ts'
import { writeMailJob } from '../jobs/write-mail.job.ts'
import type { WriterDependencies } from './mail-requests.ts'
import type { Outbox } from './outbox.ts'
import { createSeal } from './seal.ts'

/** Mails are jobs, committed with what they belong to: no end of a process loses one. */
export async function openOutbox(
  { config, database }: IdentityDependencies,
  { clock }: WriterDependencies,
): Promise<Outbox> {
  const seal = createSeal(config.cursorSecret)

  return {
    inTransaction: (db, work) =>
      withTransaction(db, (trx) => {
        const queue = createJobQueue(trx)
        return work(trx, (mail) => queue.add(sendMailJob, toSendMail(mail, seal, clock.now())))
      }),
    request: (request) =>
      createJobQueue(database.db).add(writeMailJob, { sealed: seal.close(request) }),
    // Whoever does jobs sends them.
    close: async () => {},
  }
}
