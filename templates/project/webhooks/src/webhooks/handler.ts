import type { Transaction } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Logger } from '../observability/logger.ts'

/** An event, as it was delivered. */
export interface Delivery<Data> {
  /** The same each time that the sender tries again. */
  readonly id: string
  readonly type: string
  /** What the schema of the event has, and no more. */
  readonly data: Data
}

export interface HandlerContext {
  /**
   * The transaction in which it is written down that the event was handled: what is done by it, and
   * that, are there both or neither. It may be done again, so nothing outside the database belongs here.
   */
  readonly db: Transaction<Database>
  /** Its lines have the id of the request. */
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>
}

/** Does what an event asks for. What it throws is an answer by which the sender tries again. */
export type Handler<Data> = (event: Delivery<Data>, context: HandlerContext) => Promise<void>
