import { Type } from 'typebox'
import * as wire from '../../http/wire.ts'
import { defineJob } from '../../jobs/job.ts'
import { deliver } from '../../resilience/deliver.ts'
import { DELIVERY_SECONDS, queuedCall } from '../../resilience/queued-call.ts'
import { forgetCustomerOperation, refundChargeOperation } from './payments.operations.ts'

// What payments could not do when it was asked. A worker does it later, and nobody waits for its answer: what
// is to follow from that is written here.

export const paymentsRefundChargeJob = defineJob({
  name: 'payments-refund-charge',
  data: queuedCall(
    Type.Object(
      {
        id: wire.text(2_000, 1),
        amount: wire.Int32,
        reason: wire.nullable(wire.oneOf('duplicate', 'asked')),
      },
      { additionalProperties: false },
    ),
  ),
  timeoutSeconds: DELIVERY_SECONDS,
  handler:
    ({ integrations }) =>
    async ({ input, idempotencyKey }, { signal }) => {
      await deliver(refundChargeOperation, () =>
        integrations.payments.refundCharge(input, { idempotencyKey, signal }),
      )
    },
})

export const paymentsForgetCustomerJob = defineJob({
  name: 'payments-forget-customer',
  data: queuedCall(
    Type.Object(
      {
        id: wire.text(2_000, 1),
      },
      { additionalProperties: false },
    ),
  ),
  timeoutSeconds: DELIVERY_SECONDS,
  handler:
    ({ integrations }) =>
    async ({ input, idempotencyKey }, { signal }) => {
      await deliver(forgetCustomerOperation, () =>
        integrations.payments.forgetCustomer(input, { idempotencyKey, signal }),
      )
    },
})

/** By the names of the operations. */
export const paymentsJobs = {
  refundCharge: paymentsRefundChargeJob,
  forgetCustomer: paymentsForgetCustomerJob,
}
