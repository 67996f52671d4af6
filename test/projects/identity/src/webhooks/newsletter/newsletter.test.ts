import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { describeWebhook } from '../../../test/support/webhook-contract.ts'
import { standardSender } from '../../../test/support/webhook-standard.ts'
import { DEVELOPMENT_SECRET } from '../secrets.ts'
import { newsletterWebhook } from './newsletter.webhook.ts'

/** An event of each kind that is handled. */
const events = [
  {
    type: 'contact.created',
    data: { email: 'first@example.com', tags: ['First tags'], since: '2026-01-31T09:30:00.000Z' },
    required: 'email',
  },
] as const

describeWebhook(newsletterWebhook, {
  sender: standardSender,
  variable: 'NEWSLETTER_WEBHOOK_SECRET',
  events,
})

describe('the handlers of newsletter', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await createTestApp()
  })
  afterAll(() => app.close())

  it.each(events)('$type is taken', async (event) => {
    const delivery = standardSender.deliver(event, {
      secret: DEVELOPMENT_SECRET,
      now: app.clock.now(),
    })
    const answer = await app.api.inject({
      method: 'POST',
      url: '/webhooks/newsletter',
      ...delivery,
    })

    expect([answer.statusCode, answer.body]).toEqual([204, ''])
    const line = { event: 'webhook.delivery.handled', webhook: 'newsletter', type: event.type }
    expect(app.logs).toContainEqual(expect.objectContaining(line))
  })
})
