import type { Kysely, Transaction } from 'kysely'
import type { Database } from '../database/database.ts'
import type { MailRequest } from './mail-requests.ts'
import type { Mail } from './mailer.ts'

/** Says that a mail is to be sent. */
export type Send = (mail: Mail) => Promise<void>

/** Where the use cases of accounts leave what is to be sent. */
export interface Outbox {
  /**
   * Does the work in a transaction. What it says is to be sent leaves when that is committed, and never was
   * where it is rolled back.
   *
   * @throws UnavailableError when too much waits already
   */
  inTransaction<T>(
    db: Kysely<Database>,
    work: (trx: Transaction<Database>, send: Send) => Promise<T>,
  ): Promise<T>
  /**
   * Has a mail written and sent after the answer: how long that takes does not tell whether there was one
   * to send.
   *
   * @throws UnavailableError when too much waits already
   */
  request(request: MailRequest): Promise<void>
  close(): Promise<void>
}
