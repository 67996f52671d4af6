import type { QueueingTarget } from '../../resilience/queueing.ts'
import * as operations from './payments.operations.ts'
import type { Payments } from './payments.ts'

/** Keeps the promise of `Payments` by HTTP. */
export function createPayments(target: QueueingTarget): Payments {
  return {
    createCharge: (input, options) => target.call(operations.createChargeOperation, input, options),
    getCharge: (input, options) => target.call(operations.getChargeOperation, input, options),
    refundCharge: (input, options) =>
      target.callOrQueue(operations.refundChargeOperation, input, options),
    forgetCustomer: (input, options) =>
      target.callOrQueue(operations.forgetCustomerOperation, input, options),
  }
}
