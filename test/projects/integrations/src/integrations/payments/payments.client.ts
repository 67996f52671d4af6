import type { Target } from '../../resilience/target.ts'
import * as operations from './payments.operations.ts'
import type { Payments } from './payments.ts'

/** Keeps the promise of `Payments` by HTTP. */
export function createPayments(target: Pick<Target, 'call'>): Payments {
  return {
    createCharge: (input, options) => target.call(operations.createChargeOperation, input, options),
    getCharge: (input, options) => target.call(operations.getChargeOperation, input, options),
  }
}
