import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { describeWebhook } from '../../../test/support/webhook-contract.ts'
import { githubSender } from '../../../test/support/webhook-github.ts'
import { DEVELOPMENT_SECRET } from '../secrets.ts'
import { codeHostingWebhook } from './code-hosting.webhook.ts'

/** An event of each kind that is handled. */
const events = [
  { type: 'push', data: { ref: 'First ref', after: 'First after' }, required: 'ref' },
  { type: 'issues', data: { action: 'opened', issue: { colour: 'red' } }, required: 'action' },
] as const

describeWebhook(codeHostingWebhook, {
  sender: githubSender,
  variable: 'CODE_HOSTING_SECRET',
  events,
})

describe('the handlers of code-hosting', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await createTestApp()
  })
  afterAll(() => app.close())

  it.each(events)('$type is taken', async (event) => {
    const delivery = githubSender.deliver(event, {
      secret: DEVELOPMENT_SECRET,
      now: app.clock.now(),
    })
    const answer = await app.api.inject({
      method: 'POST',
      url: '/webhooks/code-hosting',
      ...delivery,
    })

    expect([answer.statusCode, answer.body]).toEqual([204, ''])
    const line = { event: 'webhook.delivery.handled', webhook: 'code-hosting', type: event.type }
    expect(app.logs).toContainEqual(expect.objectContaining(line))
  })
})
