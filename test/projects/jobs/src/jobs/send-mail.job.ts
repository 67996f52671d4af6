import { Type } from 'typebox'
import { lifetimeOf } from '../auth/mail-lifetimes.ts'
import { createMailer, type Mail } from '../auth/mailer.ts'
import { createSeal, type Seal } from '../auth/seal.ts'
import { withoutAddress } from '../auth/without-address.ts'
import * as wire from '../http/wire.ts'
import { defineJob } from './job.ts'

/** The mail is sealed: it holds an address, and a token that lets its holder do something. */
const data = Type.Object(
  { kind: wire.text(40), at: wire.Timestamp, sealed: wire.text(20_000) },
  { additionalProperties: false },
)

/** What a mail is in the queue. */
export function toSendMail(mail: Mail, seal: Seal, now: Date) {
  return { kind: mail.kind, at: now.toISOString(), sealed: seal.close(mail) }
}

/**
 * Sends a mail of an account. Where a worker ends between the server's answer and the end of the job, it is
 * sent twice, with one and the same token.
 */
export const sendMailJob = defineJob({
  name: 'send-mail',
  data,
  retries: 12,
  retryDelaySeconds: 5,
  // A table that keeps what was sent is one more place to read it.
  keptSeconds: 60,
  handler: (dependencies) => {
    const { config, clock } = dependencies
    const seal = createSeal(config.cursorSecret)
    return async ({ kind, at, sealed }, { logger }) => {
      const mail = seal.open(sealed) as Mail
      if (clock.now().getTime() - new Date(at).getTime() > lifetimeOf(mail.kind)) {
        logger.warn({ mail: { kind } }, 'a mail is not sent: what it brings has expired')
        return
      }
      const mailer = await createMailer(dependencies)
      try {
        await mailer.send(mail)
      } catch (error) {
        throw withoutAddress(error, mail.to)
      } finally {
        mailer.close()
      }
    }
  },
})
