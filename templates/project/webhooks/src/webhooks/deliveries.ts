import type { Transaction } from 'kysely'
import type { Database } from '../database/database.ts'
import type { WebhookDeliveriesTable } from '../database/webhook-deliveries.ts'
import type { Clock } from '../shared/clock.ts'

/** The tables of deliveries: each webhook has its own. */
export type DeliveriesTable = {
  [Table in keyof Database]: Database[Table] extends WebhookDeliveriesTable ? Table : never
}[keyof Database]

/** How many expired deliveries a new one takes along, so that no request pays for all of them. */
const SWEEP_LIMIT = 20

export interface DeliveriesOptions {
  readonly table: DeliveriesTable
  readonly clock: Clock
  /** For how long a sender may try again. */
  readonly retentionMs: number
}

/** Remembers what was delivered. */
export function createDeliveries({ table, clock, retentionMs }: DeliveriesOptions) {
  /** Removes what is expired: the delivery at hand, if it is, and some of the oldest. */
  async function sweep(trx: Transaction<Database>, oldest: Date, own: string): Promise<void> {
    await trx
      .deleteFrom(table)
      .where('delivery_id', '=', own)
      .where('received_at', '<=', oldest)
      .execute()
    await trx
      .deleteFrom(table)
      .where('delivery_id', 'in', (deliveries) =>
        deliveries
          .selectFrom(table)
          .select('delivery_id')
          .where('received_at', '<=', oldest)
          .orderBy('received_at')
          .limit(SWEEP_LIMIT)
          .forUpdate()
          .skipLocked(),
      )
      .execute()
  }

  return {
    /**
     * Writes a delivery down. Whoever brings the same one meanwhile waits for the end of the
     * transaction: where it is rolled back, the other one is the first.
     *
     * @returns false for one that is there already
     */
    async claim(trx: Transaction<Database>, id: string): Promise<boolean> {
      const now = clock.now()
      await sweep(trx, new Date(now.getTime() - retentionMs), id)
      const { numInsertedOrUpdatedRows = 0n } = await trx
        .insertInto(table)
        .values({ delivery_id: id, received_at: now })
        .onConflict((conflict) => conflict.column('delivery_id').doNothing())
        .executeTakeFirst()
      return numInsertedOrUpdatedRows > 0n
    },
  }
}
