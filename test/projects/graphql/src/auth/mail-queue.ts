import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../observability/logger.ts'
import { withoutDeadline } from '../shared/deadline.ts'
import { UnavailableError } from '../shared/errors.ts'
import type { Mail, Mailer } from './mailer.ts'
import { withoutAddress } from './without-address.ts'

/** Makes a mail when its turn comes; `undefined` when there is none to send after all. */
export type WriteMail = () => Promise<Mail | undefined>

export interface MailQueue {
  /**
   * Sends a mail when those before it have been sent. Nobody waits for it: how long an answer takes
   * does not tell whether there was a mail.
   *
   * @throws UnavailableError when too many wait already
   */
  add(write: WriteMail): void
  /** @throws UnavailableError when too many wait already */
  assertRoom(): void
  /** Resolves when nothing is waiting any more. */
  drained(): Promise<void>
  /** Sends what waits, each once more, and ends. */
  close(): Promise<void>
}

export interface MailQueueOptions {
  readonly mailer: Mailer
  readonly logger: Logger
  /** Between two attempts, in ms. */
  readonly delays?: readonly number[]
}

const MAX_WAITING = 1_000
const DELAYS = [1_000, 5_000, 20_000]

/** What waits is lost when the process is killed: whoever misses a mail asks for another. */
export function createMailQueue(options: MailQueueOptions): MailQueue {
  const { mailer, logger, delays = DELAYS } = options
  const closing = new AbortController()
  let waiting = 0
  let last: Promise<void> = Promise.resolve()

  async function deliver(write: WriteMail): Promise<void> {
    try {
      const mail = await write()
      if (mail) await send(mail)
    } catch (error) {
      logger.error({ err: error }, 'a mail could not be written')
    } finally {
      waiting -= 1
    }
  }

  async function send(mail: Mail): Promise<void> {
    for (const delay of [...delays, undefined]) {
      try {
        return await mailer.send(mail)
      } catch (error) {
        const isLast = delay === undefined || closing.signal.aborted
        const log = { err: withoutAddress(error, mail.to), mail: { kind: mail.kind } }
        if (isLast) return logger.error(log, 'a mail could not be sent')
        logger.warn(log, 'a mail could not be sent yet')
        await sleep(delay, undefined, { signal: closing.signal }).catch(() => {})
      }
    }
  }

  function assertRoom(): void {
    if (waiting < MAX_WAITING) return
    throw new UnavailableError('mail_busy', 'Too many mails are waiting to be sent.')
  }

  return {
    assertRoom,
    add(write) {
      assertRoom()
      waiting += 1
      last = last.then(() => withoutDeadline(() => deliver(write)))
    },
    async drained() {
      while (waiting > 0) await last
    },
    async close() {
      closing.abort()
      while (waiting > 0) await last
      mailer.close()
    },
  }
}
