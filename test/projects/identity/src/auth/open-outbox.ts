import { withTransaction } from '../database/transaction.ts'
import type { IdentityDependencies } from '../http/identity.ts'
import { createMailQueue } from './mail-queue.ts'
import { type WriterDependencies, writeMail } from './mail-requests.ts'
import { createMailer, type Mail } from './mailer.ts'
import type { Outbox } from './outbox.ts'

/** Mails leave from this process, after what they belong to is committed. */
export async function openOutbox(
  { config, logger, database, clock }: IdentityDependencies,
  writer: WriterDependencies,
): Promise<Outbox> {
  const queue = createMailQueue({ mailer: await createMailer({ config, logger, clock }), logger })

  return {
    async inTransaction(db, work) {
      queue.assertRoom()
      const [result, mails] = await withTransaction(db, async (trx) => {
        // Of this attempt: where others change the same rows, it is made again.
        const said: Mail[] = []
        return [await work(trx, async (mail) => void said.push(mail)), said] as const
      })
      for (const mail of mails) queue.add(async () => mail)
      return result
    },
    async request(request) {
      queue.add(() => writeMail(database.db, request, writer))
    },
    close: () => queue.close(),
  }
}
