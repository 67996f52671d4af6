import {
  paymentsForgetCustomerJob,
  paymentsRefundChargeJob,
} from '../integrations/payments/payments.jobs.ts'
import type { Job } from './job.ts'
import { sweepIdempotencyKeys } from './sweep-idempotency-keys.job.ts'

/** Every kind of job that a worker does. */
export const jobs: readonly Job<never>[] = [
  // One line each, in alphabetical order.
  paymentsForgetCustomerJob,
  paymentsRefundChargeJob,
  sweepIdempotencyKeys,
]
