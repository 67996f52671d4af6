import { createHash } from 'node:crypto'
import { Type } from 'typebox'
import type { Scheme } from '../scheme.ts'
import { headerOf, isSigned, SignatureError } from '../signature.ts'
import { githubKey } from './github.key.ts'

// https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries

const SIGNATURE = /^sha256=([\da-f]{64})$/
const EVENT = /^[a-z_]{1,100}$/
const DELIVERY = /^[\w-]{1,100}$/

/** The body alone is signed; it is the data of the event whose type stands in a header. */
export const githubScheme: Scheme = {
  headers: {
    'x-github-event': Type.String({
      maxLength: 100,
      description: 'What has happened.',
      examples: ['push'],
    }),
    'x-github-delivery': Type.String({
      maxLength: 100,
      description: 'Names the delivery.',
      examples: ['72d3162e-cc78-11e3-81ab-4c9367dc0958'],
    }),
    'x-hub-signature-256': Type.String({
      maxLength: 71,
      description: '`sha256=` and an HMAC-SHA256 of the body in hexadecimal digits.',
      examples: [`sha256=${'0'.repeat(64)}`],
    }),
  },
  verify(request, keys) {
    const event = headerOf(request, 'x-github-event')
    const delivery = headerOf(request, 'x-github-delivery')
    const text = SIGNATURE.exec(headerOf(request, 'x-hub-signature-256'))?.[1]
    if (!EVENT.test(event) || !DELIVERY.test(delivery)) {
      throw new SignatureError('missing_signature')
    }
    if (!text || !isSigned([Buffer.from(text, 'hex')], keys, [request.body])) {
      throw new SignatureError('invalid_signature')
    }
  },
  form: githubKey,
  envelope: Type.Object({}),
  pointer: '',
  bodyOf: (_type, data) => data,
  exampleOf: (_type, data) => Object(data),
  read(request, body) {
    // Neither the name of the delivery nor a time is signed. Whoever has seen a request could send it
    // again under another name, for ever: so what is remembered is what was signed.
    const id = createHash('sha256').update(request.body).digest('hex')
    return { id, type: headerOf(request, 'x-github-event'), data: body }
  },
}
