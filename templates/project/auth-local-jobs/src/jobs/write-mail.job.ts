import { Type } from 'typebox'
import { type MailRequest, writeMail } from '../auth/mail-requests.ts'
import { createMails } from '../auth/mails.ts'
import { createSeal } from '../auth/seal.ts'
import { withTransaction } from '../database/transaction.ts'
import * as wire from '../http/wire.ts'
import { createSecurityEvents } from '../observability/security-events.ts'
import { defineJob } from './job.ts'
import { createJobQueue } from './queue.ts'
import { sendMailJob, toSendMail } from './send-mail.job.ts'

/** Sealed, since it says an address. */
const data = Type.Object({ sealed: wire.text(20_000) }, { additionalProperties: false })

/**
 * Writes a mail that somebody asked for, where there is one to send. It is put in for every address, so that
 * the answer does not tell whether there is an account.
 */
export const writeMailJob = defineJob({
  name: 'write-mail',
  data,
  retryDelaySeconds: 5,
  keptSeconds: 60,
  handler: ({ config, db, clock, logger }) => {
    const seal = createSeal(config.cursorSecret)
    const mails = createMails(config.accounts.appUrl)
    const events = createSecurityEvents(logger)
    return async ({ sealed }, { signal }) => {
      const request = seal.open(sealed) as MailRequest
      // The token and the mail that brings it are there together, or neither.
      await withTransaction(db, async (trx) => {
        const mail = await writeMail(trx, request, { mails, events, clock })
        signal.throwIfAborted()
        if (mail) {
          await createJobQueue(trx).add(sendMailJob, toSendMail(mail, seal, clock.now()))
        }
      })
    }
  },
})
