import { Type } from 'typebox'
import * as wire from '../../http/wire.ts'

/** `charge.succeeded` */
export const ChargeSucceededPayload = Type.Object({
  id: wire.text(50),
  amount: wire.Int32,
  currency: wire.text(3),
})

/** `charge.failed` */
export const ChargeFailedPayload = Type.Object({
  id: wire.text(50),
  failure_message: Type.Optional(wire.nullable(wire.text(500))),
})

/** What is handled of what payments sends, by its types: what is not here is dropped. */
export const paymentsEvents = {
  'charge.succeeded': ChargeSucceededPayload,
  'charge.failed': ChargeFailedPayload,
}
