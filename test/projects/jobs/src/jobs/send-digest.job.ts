import { Type } from 'typebox'
import { withTransaction } from '../database/transaction.ts'
import { countJobs } from './counts.ts'
import { defineJob } from './job.ts'

/** What it is given; what else it is about is looked up when it is done. */
const data = Type.Object({}, { additionalProperties: false })

/**
 * Send digest. It may be begun again in the middle, so doing it twice must be as good as doing it
 * once.
 */
export const sendDigestJob = defineJob({
  name: 'send-digest',
  data,
  timeoutSeconds: 3_600,
  schedule: { cron: '30 3 * * mon-fri', data: {} },
  handler:
    ({ db }) =>
    async (given, { logger, signal }) => {
      const waiting = await withTransaction(db, async (trx) => {
        // Repositories and services are made on `trx`, as by the `index.ts` of a slice.
        const counts = await countJobs(trx)
        // What has taken too long is done by another attempt, and must not be committed by both.
        signal.throwIfAborted()
        return counts.find(({ name }) => name === 'send-digest')?.waiting ?? 0
      })
      // The names of what it was given, and not the values.
      logger.info({ given: Object.keys(given), waiting }, 'send-digest is done')
    },
})
