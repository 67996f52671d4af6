import { Type } from 'typebox'
import * as wire from '../../http/wire.ts'
import { EventType, type Scheme } from '../scheme.ts'
import { checkTime, headerOf, isSigned, SignatureError } from '../signature.ts'
import { stripeKey } from './stripe.key.ts'

// https://docs.stripe.com/webhooks#verify-manually

const TIME = /^\d{1,12}$/
const SIGNATURE = /^[\da-f]{64}$/

const EventId = wire.text(255, 1)

const bodyOf: Scheme['bodyOf'] = (type, data) =>
  Type.Object({ id: EventId, type, data: Type.Object({ object: data }) })

/** `t.body`, signed; the event is the body's `type` and what is in `data.object`. */
export const stripeScheme: Scheme = {
  headers: {
    'stripe-signature': Type.String({
      maxLength: 8_000,
      description:
        '`t=` and when it is sent, in seconds since 1970; `v1=` and an HMAC-SHA256 of `t.body` in hexadecimal digits, where a secret changes several.',
      examples: [`t=1769851800,v1=${'0'.repeat(64)}`],
    }),
  },
  verify(request, keys, window) {
    const parts = headerOf(request, 'stripe-signature')
      .split(',')
      .map((part) => part.trim().split('=', 2) as [string, string?])
    const times = parts.flatMap(([key, value = '']) => (key === 't' ? [value] : []))
    const [time = ''] = times
    if (times.length !== 1 || !TIME.test(time)) throw new SignatureError('missing_signature')
    // v0 is what Stripe signs test events with, and no longer does: it is no proof.
    const signatures = parts
      .flatMap(([key, value = '']) => (key === 'v1' && SIGNATURE.test(value) ? [value] : []))
      .map((text) => Buffer.from(text, 'hex'))
    if (!isSigned(signatures, keys, [`${time}.`, request.body])) {
      throw new SignatureError('invalid_signature')
    }
    checkTime(Number(time), window)
  },
  form: stripeKey,
  envelope: bodyOf(EventType, Type.Object({})),
  pointer: '/data/object',
  bodyOf,
  exampleOf: (type, data) => ({ id: 'evt_1NG8Du2eZvKYlo2CUI79vXWy', type, data: { object: data } }),
  read(_request, body) {
    const event = body as {
      readonly id: string
      readonly type: string
      readonly data: { readonly object: unknown }
    }
    return { id: event.id, type: event.type, data: event.data.object }
  },
}
