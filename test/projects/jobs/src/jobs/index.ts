import { announceArticleJob } from './announce-article.job.ts'
import type { Job } from './job.ts'
import { sendDigestJob } from './send-digest.job.ts'
import { sendMailJob } from './send-mail.job.ts'
import { sweepIdempotencyKeys } from './sweep-idempotency-keys.job.ts'
import { writeMailJob } from './write-mail.job.ts'

/** Every kind of job that a worker does. */
export const jobs: readonly Job<never>[] = [
  // One line each, in alphabetical order.
  announceArticleJob,
  sendDigestJob,
  sendMailJob,
  sweepIdempotencyKeys,
  writeMailJob,
]
