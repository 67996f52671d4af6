import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { describeWebhook } from '../../../test/support/webhook-contract.ts'
import { stripeSender } from '../../../test/support/webhook-stripe.ts'
import { DEVELOPMENT_SECRET } from '../secrets.ts'
import { paymentsWebhook } from './payments.webhook.ts'

/** An event of each kind that is handled. */
const events = [
  {
    type: 'charge.succeeded',
    data: { id: 'First id', amount: 1, currency: 'Fir' },
    required: 'id',
  },
  {
    type: 'charge.failed',
    data: { id: 'First id', failure_message: 'First failure message' },
    required: 'id',
  },
] as const

describeWebhook(paymentsWebhook, {
  sender: stripeSender,
  variable: 'PAYMENTS_WEBHOOK_SECRET',
  events,
})

describe('the handlers of payments', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await createTestApp()
  })
  afterAll(() => app.close())

  it.each(events)('$type is taken', async (event) => {
    const delivery = stripeSender.deliver(event, {
      secret: DEVELOPMENT_SECRET,
      now: app.clock.now(),
    })
    const answer = await app.api.inject({ method: 'POST', url: '/webhooks/payments', ...delivery })

    expect([answer.statusCode, answer.body]).toEqual([204, ''])
    const line = { event: 'webhook.delivery.handled', webhook: 'payments', type: event.type }
    expect(app.logs).toContainEqual(expect.objectContaining(line))
  })
})
