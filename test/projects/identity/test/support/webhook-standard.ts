import { createHmac, randomUUID } from 'node:crypto'
import type { Sending, SentDelivery, WebhookSender } from './webhooks.ts'

const signatureOf = (secret: string, id: string, time: string, payload: string) =>
  createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
    .update(`${id}.${time}.${payload}`)
    .digest('base64')

const timeOf = ({ now }: Pick<Sending, 'now'>) => String(Math.floor(now.getTime() / 1_000))

function withHeaders(delivery: SentDelivery, headers: Readonly<Record<string, string>>) {
  return { ...delivery, headers: { ...delivery.headers, ...headers } }
}

/** Signs as Standard Webhooks says. */
export const standardSender: WebhookSender = {
  deliver({ type, data }, sending) {
    const { secret, id = `msg_${randomUUID()}` } = sending
    const time = timeOf(sending)
    const { payload = JSON.stringify({ type, timestamp: '2026-01-31T09:30:00Z', data }) } = sending
    return {
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': time,
        'webhook-signature': `v1,${signatureOf(secret, id, time, payload)}`,
      },
      payload,
    }
  },
  headers: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
  isTimed: true,
  withSignature(delivery, change) {
    const text = delivery.headers['webhook-signature'] ?? ''
    return withHeaders(delivery, { 'webhook-signature': `v1,${change(text.slice(3))}` })
  },
  forgeries: [
    ['another id', (delivery) => withHeaders(delivery, { 'webhook-id': 'msg_another' })],
    ['an id with a full stop', (delivery) => withHeaders(delivery, { 'webhook-id': 'msg_a.1' })],
    [
      'a later time',
      (delivery, { now }) =>
        withHeaders(delivery, {
          'webhook-timestamp': timeOf({ now: new Date(now.getTime() + 1_000) }),
        }),
    ],
    [
      'a time with a fraction',
      (delivery, sending) => withHeaders(delivery, { 'webhook-timestamp': `${timeOf(sending)}.0` }),
    ],
    [
      'a signature of another version',
      (delivery) => {
        const text = delivery.headers['webhook-signature'] ?? ''
        return withHeaders(delivery, { 'webhook-signature': text.replace('v1,', 'v2,') })
      },
    ],
    [
      'a signature without its version',
      (delivery) => {
        const text = delivery.headers['webhook-signature'] ?? ''
        return withHeaders(delivery, { 'webhook-signature': text.slice(3) })
      },
    ],
  ],
}
