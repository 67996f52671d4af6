import { Type } from 'typebox'
import { KEY_LIFETIME_MS, removeExpired } from '../http/idempotency.ts'
import { defineJob } from './job.ts'

/** How many go with one statement, so that none of them holds its locks for long. */
const BATCH = 1_000

/**
 * Removes the answers that are kept under an `Idempotency-Key` and have expired. Each new key takes a
 * few old ones along; this takes what is left where few come.
 */
export const sweepIdempotencyKeys = defineJob({
  name: 'sweep-idempotency-keys',
  data: Type.Object({}, { additionalProperties: false }),
  schedule: { cron: '17 * * * *', data: {} },
  handler:
    ({ db, clock }) =>
    async (_data, { logger, signal }) => {
      const oldest = new Date(clock.now().getTime() - KEY_LIFETIME_MS)
      let removed = 0
      for (let last = BATCH; last === BATCH && !signal.aborted; removed += last) {
        last = await removeExpired(db, oldest, BATCH)
      }
      if (removed > 0) logger.info({ removed }, 'expired idempotency keys are removed')
    },
})
