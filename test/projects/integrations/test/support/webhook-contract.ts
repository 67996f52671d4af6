import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DatabaseHandle } from '../../src/database/connection.ts'
import { createMetrics, type Metrics } from '../../src/observability/metrics.ts'
import type { Delivery, Handler } from '../../src/webhooks/handler.ts'
import { webhookRoutes } from '../../src/webhooks/receive.ts'
import { DEVELOPMENT_SECRET } from '../../src/webhooks/secrets.ts'
import type { Webhook } from '../../src/webhooks/webhook.ts'
import { createTestApp, type TestApp } from './app.ts'
import { testConfig } from './config.ts'
import { createTestDatabase } from './database.ts'
import type { Sending, SentDelivery, SentEvent, WebhookSender } from './webhooks.ts'

interface Examples {
  readonly sender: WebhookSender
  /** The variable of its secrets. */
  readonly variable: string
  /** An event of each kind, with the name of a field that it cannot do without. */
  readonly events: readonly (SentEvent & { readonly required: string })[]
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const START = new Date('2026-01-31T09:30:00.000Z')
const OTHER_SECRET = `whsec_${Buffer.from('another secret, of another sender').toString('base64')}`
const THIRD_SECRET = `whsec_${Buffer.from('a third secret, that nobody knows').toString('base64')}`

/** What holds for every webhook, whoever signs it and however; its handlers are replaced. */
export function describeWebhook(webhook: Webhook, { sender, variable, events }: Examples): void {
  const [event] = events
  if (!event) throw new Error('a webhook handles an event')
  let database: DatabaseHandle
  let app: TestApp
  let metrics: Metrics
  let now: Date
  let handled: Delivery<unknown>[]
  let handle: Handler<unknown>
  const clock = { now: () => now }

  /** The webhook in an application of its own, with handlers that only remember. */
  async function open(env: Readonly<Record<string, string>> = {}): Promise<void> {
    metrics = createMetrics(() => null)
    const recorded: Webhook = {
      ...webhook,
      handlers: () =>
        Object.fromEntries(
          Object.keys(webhook.events).map((type) => [
            type,
            (delivery, context) => handle(delivery, context),
          ]),
        ),
    }
    const { webhooks: config } = testConfig(env)
    app = await createTestApp({
      clock,
      database,
      resources: [
        {
          path: '/things',
          plugin: (dependencies) =>
            webhookRoutes({
              webhooks: [recorded],
              config,
              metrics: metrics.webhooks,
              dependencies,
            }),
        },
      ],
    })
  }

  beforeAll(async () => {
    database = await createTestDatabase()
  })

  afterAll(() => database.close())

  beforeEach(async () => {
    await database.db.deleteFrom(webhook.table).execute()
    now = START
    handled = []
    handle = async (delivery) => void handled.push(delivery)
    await open()
  })

  afterEach(() => app.close())

  function signed(own: Partial<Sending> = {}, sent: SentEvent = event as SentEvent): SentDelivery {
    return sender.deliver(sent, { secret: DEVELOPMENT_SECRET, now, id: 'evt_1', ...own })
  }

  function send({ headers, payload }: SentDelivery) {
    return app.api.inject({ method: 'POST', url: `/v1/things/${webhook.name}`, headers, payload })
  }

  async function statusOf(delivery: SentDelivery): Promise<number> {
    return (await send(delivery)).statusCode
  }

  async function remembered(): Promise<number> {
    const rows = await app.db.selectFrom(webhook.table).select('delivery_id').execute()
    return rows.length
  }

  async function counted(outcome: string): Promise<number> {
    const line = `webhook_deliveries_total{webhook="${webhook.name}",outcome="${outcome}"} `
    const found = (await metrics.text()).split('\n').find((it) => it.startsWith(line))
    return Number(found?.slice(line.length))
  }

  const withoutHeader = ({ headers, payload }: SentDelivery, name: string) => ({
    headers: Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name)),
    payload,
  })

  /** Refused, told, counted, and nothing was done. */
  async function expectRefused(delivery: SentDelivery, reason: RegExp): Promise<void> {
    const answer = await send(delivery)
    expect(answer.json()).toMatchObject({ status: 401, code: expect.stringMatching(reason) })
    expect(answer.headers['www-authenticate']).toBe('Webhook-Signature')
    expect(handled).toEqual([])
    expect(await remembered()).toBe(0)
    expect(await counted('refused')).toBe(1)
    const line = { event: 'webhook.delivery.refused', webhook: webhook.name }
    expect(app.logs).toContainEqual(expect.objectContaining({ ...line, level: 'warn' }))
    expect(JSON.stringify(app.logs)).not.toContain(DEVELOPMENT_SECRET.slice(6))
  }

  describe(`the webhook ${webhook.name}`, () => {
    it.each(events)('hands over $type once, and nothing that its schema has not', async (sent) => {
      const more = { ...sent, data: { ...sent.data, added_by_a_later_version: [1] } }
      const delivery = signed({}, more)

      expect(await statusOf(delivery)).toBe(204)
      expect(await statusOf(delivery)).toBe(204)
      expect(handled).toMatchObject([{ type: sent.type }])
      expect(handled[0]?.data).toEqual(sent.data)
      expect(await remembered()).toBe(1)
      expect([await counted('handled'), await counted('repeated')]).toEqual([1, 1])
    })

    it('does the work once where the same comes several times at once', async () => {
      const delivery = signed()
      const statuses = await Promise.all([1, 2, 3, 4].map(() => statusOf(delivery)))

      expect(statuses).toEqual([204, 204, 204, 204])
      expect(handled).toHaveLength(1)
      expect(await remembered()).toBe(1)
    })

    it('remembers nothing where the handler fails, so that it is done when it comes again', async () => {
      handle = async (_delivery, { db }) => {
        await db
          .insertInto(webhook.table)
          .values({ delivery_id: 'work', received_at: now })
          .execute()
        throw new Error('the handler fails')
      }
      expect(await statusOf(signed())).toBe(500)
      expect(await remembered()).toBe(0)
      expect(await counted('failed')).toBe(1)

      handle = async (delivery) => void handled.push(delivery)
      expect(await statusOf(signed())).toBe(204)
      expect(handled).toHaveLength(1)
    })

    it('does what comes again while the first one still fails', async () => {
      const first = Promise.withResolvers<void>()
      const began = Promise.withResolvers<void>()
      let calls = 0
      handle = async (delivery) => {
        calls += 1
        if (calls > 1) return void handled.push(delivery)
        began.resolve()
        await first.promise
        throw new Error('the first one fails')
      }
      const answers = [statusOf(signed())]
      await began.promise
      answers.push(statusOf(signed()))
      first.resolve()

      expect(await Promise.all(answers)).toEqual([500, 204])
      expect(handled).toHaveLength(1)
    })

    it('forgets what nobody will send again', async () => {
      await statusOf(signed({ id: 'evt_old' }))
      now = new Date(START.getTime() + 30 * DAY - 1)
      expect(await statusOf(signed({ id: 'evt_old' }))).toBe(204)
      expect(handled).toHaveLength(1)

      now = new Date(START.getTime() + 30 * DAY)
      await statusOf(signed({ id: 'evt_new' }))
      expect(handled).toHaveLength(2)
      expect(await remembered()).toBe(1)
      await statusOf(signed({ id: 'evt_old' }))
      expect(handled).toHaveLength(3)
    })

    it('passes over an event that nothing is done about, and says so in the log', async () => {
      const other = { type: 'something_else', data: { id: 'x' } }
      expect(await statusOf(signed({}, other))).toBe(204)

      expect(handled).toEqual([])
      expect(await remembered()).toBe(0)
      expect(await counted('ignored')).toBe(1)
      const line = { event: 'webhook.delivery.ignored', type: other.type }
      expect(app.logs).toContainEqual(expect.objectContaining(line))
    })

    it.each(['constructor', '__proto__', 'toString'])('takes %s for no event', async (type) => {
      // By GitHub it is one that cannot be, elsewhere one that is not known.
      expect([204, 401]).toContain(await statusOf(signed({}, { type, data: {} })))
      expect(handled).toEqual([])
    })
  })

  describe(`the signature of ${webhook.name}`, () => {
    it('is of every byte of the body', async () => {
      const { headers, payload } = signed()
      const spaced = { headers, payload: payload.replace('{', '{ ') }

      await expectRefused(spaced, /^invalid_signature$/)
    })

    it('is by a secret that is known', () =>
      expectRefused(signed({ secret: OTHER_SECRET }), /^invalid_signature$/))

    it('is by one of several secrets, while one takes over', async () => {
      await app.close()
      await open({ [variable]: `${OTHER_SECRET}, ${DEVELOPMENT_SECRET}` })

      expect(await statusOf(signed({ id: 'evt_1' }))).toBe(204)
      expect(await statusOf(signed({ id: 'evt_2', secret: OTHER_SECRET }))).toBe(204)
      expect(await statusOf(signed({ id: 'evt_3', secret: THIRD_SECRET }))).toBe(401)
      expect(handled).toHaveLength(2)
    })

    it.each(sender.headers)('cannot do without %s', (name) =>
      expectRefused(withoutHeader(signed(), name), /^missing_signature$/),
    )

    it.each<[string, (text: string) => string]>([
      ['is shorter', (text) => text.slice(0, -2)],
      ['is longer', (text) => `${text}00`],
      ['is empty', () => ''],
      ['is another', (text) => (text.startsWith('0') ? `1${text.slice(1)}` : `0${text.slice(1)}`)],
      ['has what is no digit', (text) => `!${text.slice(1)}`],
      ['has other letters', (text) => text.toUpperCase() + text.toLowerCase()],
    ])('is refused where it %s', (_, change) =>
      expectRefused(sender.withSignature(signed(), change), /^(invalid|missing)_signature$/),
    )

    it.each(sender.forgeries)('is refused with %s', (_, forge) => {
      const sending = { secret: DEVELOPMENT_SECRET, now, id: 'evt_1' }
      return expectRefused(forge(signed(), sending), /^(invalid|missing)_signature$/)
    })

    it.runIf(sender.isTimed).each([-5 * MINUTE, 5 * MINUTE])(
      'is taken %i ms from now',
      async (ms) => {
        const delivery = signed({ now: new Date(START.getTime() + ms) })
        expect(await statusOf(delivery)).toBe(204)
      },
    )

    it.runIf(sender.isTimed).each([-5 * MINUTE - 1_000, 5 * MINUTE + 1_000])(
      'is refused %i ms from now',
      (ms) => expectRefused(signed({ now: new Date(START.getTime() + ms) }), /^stale_timestamp$/),
    )

    it.runIf(sender.isTimed)('is taken for as long as it is said', async () => {
      await app.close()
      await open({ WEBHOOK_TOLERANCE_SECONDS: '10' })

      expect(await statusOf(signed({ now: new Date(START.getTime() - 10_000) }))).toBe(204)
      expect(await statusOf(signed({ now: new Date(START.getTime() - 11_000) }))).toBe(401)
    })

    it.skipIf(sender.isTimed)(
      'is of no name and no time, so the body tells what came before',
      async () => {
        const first = signed()
        const again = signed({ id: 'evt_2', payload: first.payload })

        expect(await statusOf(first)).toBe(204)
        now = new Date(START.getTime() + DAY)
        expect(await statusOf(again)).toBe(204)
        expect(handled).toHaveLength(1)
      },
    )

    it('is looked at before the body is read', async () => {
      const { headers } = signed()
      await expectRefused({ headers, payload: '{"a":' }, /^invalid_signature$/)
    })
  })

  describe(`the body of ${webhook.name}`, () => {
    it.each([
      ['no JSON', '{"a":'],
      ['a key twice', '{"a":1,"a":2}'],
      ['a key that objects inherit', '{"__proto__":{}}'],
    ])('that is signed and has %s is refused', async (_, payload) => {
      const sent = signed({ payload })
      expect(await statusOf(sent)).toBe(400)
      expect(await remembered()).toBe(0)
      expect(await counted('invalid')).toBe(1)
    })

    it.each(['null', '[]', '"text"', '7'])(
      'that is signed and is %s is refused',
      async (payload) => {
        const answer = await send(signed({ payload }))
        expect(answer.json()).toMatchObject({ status: 422, code: 'validation_failed' })
      },
    )

    it.each(events)('that lacks a field of $type is refused with its place', async (sent) => {
      const { [sent.required]: _, ...data } = sent.data as Record<string, unknown>
      const answer = await send(signed({}, { type: sent.type, data }))

      expect(answer.json()).toMatchObject({
        status: 422,
        errors: [{ pointer: `${webhook.scheme.pointer}/${sent.required}`, code: 'required' }],
      })
      expect(handled).toEqual([])
      expect(await remembered()).toBe(0)
      expect(await counted('invalid')).toBe(1)
    })

    it('is JSON, and nothing else', async () => {
      const { headers, payload } = signed()
      for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
        expect(await statusOf({ headers: { ...headers, 'content-type': type }, payload })).toBe(415)
      }
    })

    it('is no larger than it may be, and may be larger than elsewhere', async () => {
      const large = (length: number) => ({
        type: event.type,
        data: { ...event.data, more: 'x'.repeat(length) },
      })
      expect(await statusOf(signed({ id: 'evt_1' }, large(512 * 1_024)))).toBe(204)
      expect(await statusOf(signed({ id: 'evt_2' }, large(1_024 * 1_024)))).toBe(413)
    })
  })
}
