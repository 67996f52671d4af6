import { Type } from 'typebox'
import * as wire from '../../http/wire.ts'
import { EventType, type Scheme } from '../scheme.ts'
import { checkTime, headerOf, isSigned, SignatureError } from '../signature.ts'
import { standardKey } from './standard.key.ts'

// Standard Webhooks 1.0.0: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md

/** No full stop: it stands between the parts of what is signed. */
const ID = /^[!-\-/-~]{1,255}$/
const TIME = /^\d{1,12}$/
/** HMAC-SHA256; a sender that changes its secret sends one by each. Other versions are passed over. */
const SIGNATURE = /^v1,([A-Za-z0-9+/]{43}=)$/

const bodyOf: Scheme['bodyOf'] = (type, data) =>
  Type.Object({ type, timestamp: Type.Optional(wire.Timestamp), data })

/** `id.timestamp.body`, signed; the event is the body's `type` and `data`. */
export const standardScheme: Scheme = {
  headers: {
    'webhook-id': Type.String({
      maxLength: 255,
      description: 'Names the event, the same each time that it is sent again.',
      examples: ['msg_2KWPBgLlAfxdpx2AI54pPJ85f4W'],
    }),
    'webhook-timestamp': Type.String({
      maxLength: 12,
      description: 'When it is sent, in seconds since 1970.',
      examples: ['1769851800'],
    }),
    'webhook-signature': Type.String({
      maxLength: 8_000,
      description:
        '`v1,` and an HMAC-SHA256 of `id.timestamp.body` in base64; several with blanks.',
      examples: ['v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4='],
    }),
  },
  verify(request, keys, window) {
    const id = headerOf(request, 'webhook-id')
    const timestamp = headerOf(request, 'webhook-timestamp')
    const signatures = headerOf(request, 'webhook-signature')
      .split(' ')
      .flatMap((part) => SIGNATURE.exec(part)?.[1] ?? [])
      .map((text) => Buffer.from(text, 'base64'))
    if (!ID.test(id) || !TIME.test(timestamp)) throw new SignatureError('missing_signature')
    if (!isSigned(signatures, keys, [`${id}.${timestamp}.`, request.body])) {
      throw new SignatureError('invalid_signature')
    }
    checkTime(Number(timestamp), window)
  },
  form: standardKey,
  envelope: bodyOf(EventType, Type.Object({})),
  pointer: '/data',
  bodyOf,
  exampleOf: (type, data) => ({ type, timestamp: '2026-01-31T09:30:00Z', data }),
  read(request, body) {
    const { type, data } = body as { readonly type: string; readonly data: unknown }
    return { id: headerOf(request, 'webhook-id'), type, data }
  },
}
