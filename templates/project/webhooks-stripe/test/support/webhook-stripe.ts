import { createHmac, randomUUID } from 'node:crypto'
import type { Sending, SentDelivery, WebhookSender } from './webhooks.ts'

const signatureOf = (secret: string, time: string, payload: string) =>
  createHmac('sha256', secret).update(`${time}.${payload}`).digest('hex')

const timeOf = ({ now }: Pick<Sending, 'now'>) => String(Math.floor(now.getTime() / 1_000))

function withHeader(delivery: SentDelivery, change: (text: string) => string): SentDelivery {
  const header = change(delivery.headers['stripe-signature'] ?? '')
  return { ...delivery, headers: { ...delivery.headers, 'stripe-signature': header } }
}

/** Signs as Stripe does. */
export const stripeSender: WebhookSender = {
  deliver({ type, data }, sending) {
    const { secret, id = `evt_${randomUUID()}` } = sending
    const time = timeOf(sending)
    const { payload = JSON.stringify({ id, object: 'event', type, data: { object: data } }) } =
      sending
    const signature = `t=${time},v1=${signatureOf(secret, time, payload)}`
    return {
      headers: { 'content-type': 'application/json', 'stripe-signature': signature },
      payload,
    }
  },
  headers: ['stripe-signature'],
  isTimed: true,
  withSignature: (delivery, change) =>
    withHeader(delivery, (text) => text.replace(/(?<=v1=).*/, (own) => change(own))),
  forgeries: [
    ['a later time', (delivery) => withHeader(delivery, (text) => text.replace(/\d(?=,)/, later))],
    ['no time', (delivery) => withHeader(delivery, (text) => text.replace(/t=\d+,/, ''))],
    ['two times', (delivery) => withHeader(delivery, (text) => `t=1,${text}`)],
    ['a time behind that one', (delivery) => withHeader(delivery, (text) => `${text},t=1`)],
    ['a time of letters', (delivery) => withHeader(delivery, (text) => text.replace('t=', 't=x'))],
    ['no signature', (delivery) => withHeader(delivery, (text) => text.replace(/,v1=.*/, ''))],
    [
      'a signature of another version',
      (delivery) => withHeader(delivery, (text) => text.replace('v1=', 'v0=')),
    ],
  ],
}

function later(digit: string): string {
  return String((Number(digit) + 1) % 10)
}
