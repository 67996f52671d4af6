import { once } from 'node:events'
import { connect } from 'node:net'
import { sql } from 'kysely'
import { afterEach, describe, expect, inject, test, vi } from 'vitest'
import type { TestApp, TestAppOptions } from '../../test/support/app.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import { fakeDatabase, serve, stoppedClock } from '../../test/support/http.ts'

const config = { access: 'public' } as const
const body = { type: 'object', additionalProperties: false } as const

/** How busy it is, as the test says. */
const load = { delayMs: 0, waiting: 0 }
const eventLoop = { delayMs: () => load.delayMs, close: () => {} }
const env = { OVERLOAD_EVENT_LOOP_DELAY_MS: '500', OVERLOAD_DATABASE_WAITING: '20' }

let app: TestApp | undefined
afterEach(async () => {
  Object.assign(load, { delayMs: 0, waiting: 0 })
  await app?.close()
})

type Routes = Parameters<typeof serve>[0]

async function start(options: TestAppOptions = {}): Promise<TestApp> {
  const stats = () => ({ total: 2, idle: 0, waiting: load.waiting })
  const routes: Routes = async (things) => {
    things.get('', { config }, async () => ({}))
    things.post('', { config, schema: { body } }, async () => ({}))
  }
  app = await serve(routes, { database: fakeDatabase({ stats }), eventLoop, env, ...options })
  return app
}

const shed = async ({ api }: TestApp, reason: string) =>
  new RegExp(`^http_requests_shed_total\\{reason="${reason}"\\} (\\d+)$`, 'm').exec(
    (await api.inject('/metrics')).body,
  )?.[1]

describe.each([
  ['the event loop is late', 'event_loop', { delayMs: 501 }],
  ['too many queries wait', 'database', { waiting: 20 }],
])('while %s', (_, reason, measured) => {
  test('requests are refused, until it is over', async () => {
    const { api } = await start()
    Object.assign(load, { delayMs: 500, waiting: 19 })
    expect((await api.inject('/v1/things')).statusCode, 'at the limit').toBe(200)

    Object.assign(load, measured)
    const refused = await api.inject('/v1/things')
    expect(refused.statusCode).toBe(503)
    expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(refused.headers['x-request-id']).toBeDefined()
    expect(refused.json()).toMatchObject({ type: '/problems/unavailable', code: 'unavailable' })

    Object.assign(load, { delayMs: 0, waiting: 0 })
    expect((await api.inject('/v1/things')).statusCode).toBe(200)
  })

  test('each that is refused is counted, and none is a failure in the log', async () => {
    const started = await start()
    expect(await shed(started, reason)).toBe('0')
    Object.assign(load, measured)
    for (let i = 0; i < 50; i += 1) await started.api.inject('/v1/things')
    expect(await shed(started, reason)).toBe('50')
    expect(started.logs.filter((line) => line.level === 'error')).toEqual([])
    expect(started.logs.filter((line) => line.level === 'warn')).toMatchObject([
      { msg: 'overloaded: requests are refused', reason },
    ])
  })

  test('what must answer always does', async () => {
    const { api } = await start()
    Object.assign(load, measured)
    for (const url of ['/health/live', '/health/ready', '/health/startup', '/metrics']) {
      expect((await api.inject(url)).statusCode, url).toBe(200)
    }
  })
})

test('those who are refused together are told to come back at different times', async () => {
  const { api } = await start()
  load.delayMs = 501
  const seconds = new Set<number>()
  for (let i = 0; i < 100; i += 1) {
    seconds.add(Number((await api.inject('/v1/things')).headers['retry-after']))
  }
  expect(Math.min(...seconds)).toBeGreaterThanOrEqual(1)
  expect(Math.max(...seconds)).toBeLessThanOrEqual(5)
  expect(seconds.size).toBeGreaterThan(1)
})

test('the log says when it began and when it is over, and not each time between', async () => {
  const clock = stoppedClock()
  const { api, logs } = await start({ clock })
  const told = () => logs.map(({ msg }) => msg).filter((msg) => /overload/.test(String(msg)))
  for (let wave = 0; wave < 3; wave += 1) {
    load.waiting = 20
    await api.inject('/v1/things')
    load.waiting = 0
    await api.inject('/v1/things')
    clock.advance(9_999)
  }
  expect(told()).toEqual(['overloaded: requests are refused'])
  clock.advance(1)
  await api.inject('/v1/things')
  expect(told()).toEqual(['overloaded: requests are refused', 'overload is over'])
  expect(logs.find(({ msg }) => msg === 'overload is over')).toMatchObject({ shed: 3 })
})

test('it is decided before the body is there, before who calls is asked, and before the quota', async () => {
  const identify = vi.fn()
  const started = await start({ identify, env: { ...env, RATE_LIMIT_MAX: '1' } })
  const { api: origin } = await started.listen()
  load.delayMs = 501
  const headers = 'Host: x\r\nContent-Type: application/json\r\nContent-Length: 1000'
  // Half a request: it is answered without the rest.
  const { hostname, port } = new URL(origin)
  const socket = connect(Number(port), hostname)
  socket.write(`POST /v1/things HTTP/1.1\r\n${headers}\r\n\r\n{`)
  const [answer] = await once(socket, 'data')
  socket.destroy()
  expect(String(answer)).toMatch(/^HTTP\/1.1 503 /)
  for (let i = 0; i < 5; i += 1) await started.api.inject('/v1/things')
  expect(identify).not.toHaveBeenCalled()
  load.delayMs = 0
  expect((await started.api.inject('/v1/things')).statusCode).toBe(200)
})

test('a request that the router cannot read is refused like all others', async () => {
  const { api } = await start()
  load.delayMs = 501
  expect((await api.inject('/%zz')).statusCode).toBe(503)
})

test('a limit of zero is none', async () => {
  const none = { OVERLOAD_EVENT_LOOP_DELAY_MS: '0', OVERLOAD_DATABASE_WAITING: '0' }
  const { api } = await start({ env: none })
  Object.assign(load, { delayMs: 60_000, waiting: 100_000 })
  expect((await api.inject('/v1/things')).statusCode).toBe(200)
})

// The embedded database has one connection and no pool.
test.runIf(inject('testServer'))(
  'a pool that is full answers some and refuses the rest',
  async () => {
    const database = await createTestDatabase({ max: 2 })
    const gate = Promise.withResolvers<void>()
    const routes: Routes = async (things) => {
      things.get('', { config }, () =>
        database.db.connection().execute(async (connection) => {
          await gate.promise
          await sql`select 1`.execute(connection)
          return {}
        }),
      )
    }
    app = await serve(routes, { database, env: { OVERLOAD_DATABASE_WAITING: '10' } })
    const { api: origin } = await app.listen()
    const answers: number[] = []
    const clients = Array.from({ length: 200 }, async () => {
      answers.push((await fetch(`${origin}/v1/things`)).status)
    })

    // Refused at once: nothing that was taken is done yet.
    await vi.waitUntil(() => answers.length === 188, { timeout: 30_000 })
    expect(new Set(answers)).toEqual(new Set([503]))
    expect(database.stats()).toMatchObject({ total: 2, idle: 0, waiting: 10 })
    expect((await fetch(`${origin}/health/live`)).status).toBe(200)

    gate.resolve()
    await Promise.all(clients)
    expect(answers.filter((status) => status === 200)).toHaveLength(12)
    expect((await fetch(`${origin}/v1/things`)).status).toBe(200)
    await database.close()
  },
)
