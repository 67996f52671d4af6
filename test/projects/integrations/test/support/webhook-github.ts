import { createHmac, randomUUID } from 'node:crypto'
import type { SentDelivery, WebhookSender } from './webhooks.ts'

const signatureOf = (secret: string, payload: string) =>
  createHmac('sha256', secret).update(payload).digest('hex')

function withHeaders(delivery: SentDelivery, headers: Readonly<Record<string, string>>) {
  return { ...delivery, headers: { ...delivery.headers, ...headers } }
}

/** Signs as GitHub does. What tells two deliveries apart is their body, so each has a number in it. */
export const githubSender: WebhookSender = {
  deliver({ type, data }, { secret, id = randomUUID(), payload: own }) {
    const payload = own ?? JSON.stringify({ ...data, zen: id })
    return {
      headers: {
        'content-type': 'application/json',
        'x-github-event': type,
        'x-github-delivery': id,
        'x-hub-signature-256': `sha256=${signatureOf(secret, payload)}`,
      },
      payload,
    }
  },
  headers: ['x-github-event', 'x-github-delivery', 'x-hub-signature-256'],
  isTimed: false,
  withSignature(delivery, change) {
    const text = delivery.headers['x-hub-signature-256'] ?? ''
    return withHeaders(delivery, { 'x-hub-signature-256': `sha256=${change(text.slice(7))}` })
  },
  forgeries: [
    [
      'the signature that GitHub sends for old programs alone',
      ({ headers, payload }) => {
        const { 'x-hub-signature-256': signature = '', ...rest } = headers
        return { headers: { ...rest, 'x-hub-signature': signature }, payload }
      },
    ],
    [
      'a signature without the name of its digest',
      (delivery) => {
        const text = delivery.headers['x-hub-signature-256'] ?? ''
        return withHeaders(delivery, { 'x-hub-signature-256': text.slice(7) })
      },
    ],
    [
      'an event that cannot be the name of one',
      (delivery) => withHeaders(delivery, { 'x-github-event': '../push' }),
    ],
    [
      'a delivery that cannot be the name of one',
      (delivery) => withHeaders(delivery, { 'x-github-delivery': 'a b' }),
    ],
  ],
}
