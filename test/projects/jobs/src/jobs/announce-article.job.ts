import { Type } from 'typebox'
import { withTransaction } from '../database/transaction.ts'
import * as wire from '../http/wire.ts'
import { countJobs } from './counts.ts'
import { defineJob } from './job.ts'

/** What it is given; what else it is about is looked up when it is done. */
const data = Type.Object(
  {
    articleId: wire.Id,
    note: wire.nullable(wire.text(200)),
    priority: wire.int32({ minimum: 1, maximum: 9 }),
    tags: wire.list(wire.text(20), 20),
    channel: wire.oneOf('mail', 'push'),
    at: wire.Timestamp,
  },
  { additionalProperties: false },
)

/**
 * Announce article. It may be begun again in the middle, so doing it twice must be as good as doing it
 * once.
 */
export const announceArticleJob = defineJob({
  name: 'announce-article',
  data,
  retries: 5,
  retryDelaySeconds: 60,
  concurrency: 1,
  handler:
    ({ db }) =>
    async (given, { logger, signal }) => {
      const waiting = await withTransaction(db, async (trx) => {
        // Repositories and services are made on `trx`, as by the `index.ts` of a slice.
        const counts = await countJobs(trx)
        // What has taken too long is done by another attempt, and must not be committed by both.
        signal.throwIfAborted()
        return counts.find(({ name }) => name === 'announce-article')?.waiting ?? 0
      })
      // The names of what it was given, and not the values.
      logger.info({ given: Object.keys(given), waiting }, 'announce-article is done')
    },
})
