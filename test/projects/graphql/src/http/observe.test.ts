import { request } from 'node:http'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { TestApp } from '../../test/support/app.ts'
import { fakeDatabase, serve } from '../../test/support/http.ts'

const config = { access: 'public' } as const
let app: TestApp

beforeEach(async () => {
  const database = fakeDatabase({ stats: () => ({ total: 5, idle: 3, waiting: 7 }) })
  app = await serve(
    async (things) => {
      things.get('/:id', { config }, async () => ({}))
      things.get('/never', { config }, () => new Promise(() => {}))
      const schema = { querystring: { type: 'object', properties: { token: { type: 'string' } } } }
      things.post(
        '/:id',
        { config, schema: { ...schema, body: { type: 'object', additionalProperties: true } } },
        async () => ({}),
      )
    },
    { database },
  )
})
afterEach(() => app.close())

const completed = () => app.logs.filter((line) => line.msg === 'request completed')
const metrics = async () => (await app.api.inject('/metrics')).body

test('a request leaves one line, which holds nothing of what was sent', async () => {
  await app.api.inject({
    method: 'POST',
    url: '/v1/things/1?token=marker',
    headers: { authorization: 'Bearer marker', cookie: 'session=marker' },
    payload: { password: 'marker' },
  })
  expect(completed()).toEqual([
    {
      level: 'info',
      time: expect.any(String),
      requestId: expect.any(String),
      method: 'POST',
      route: '/v1/things/:id',
      path: '/v1/things/1',
      status: 200,
      durationMs: expect.any(Number),
      msg: 'request completed',
    },
  ])
  expect(app.logs.filter((line) => line.level === 'info')).toHaveLength(1)
  expect(JSON.stringify(app.logs)).not.toContain('marker')
})

test('requests that fail, and those that the router cannot read, leave theirs', async () => {
  await app.api.inject('/nope?token=marker')
  await app.api.inject('/%zz')
  expect(completed()).toMatchObject([
    { route: 'unmatched', path: '/nope', status: 404 },
    { route: 'unmatched', path: '/%zz', status: 400 },
  ])
})

test('probes and scrapes leave none', async () => {
  for (const url of ['/health/live', '/health/ready', '/health/startup', '/metrics'])
    await app.api.inject(url)
  expect(completed()).toEqual([])
})

test('a client that does not wait is not counted as served', async () => {
  const { api } = await app.listen()
  const sent = request(`${api}/v1/things/never`).on('error', () => {})
  sent.end()
  await vi.waitUntil(async () => (await metrics()).includes('http_requests_in_flight 2'))
  sent.destroy()
  await vi.waitUntil(() => completed().length > 0)
  expect(completed()).toMatchObject([{ route: '/v1/things/never', status: 499 }])
})

test('a client that hangs up halfway through its body is no fault of ours', async () => {
  const { api } = await app.listen()
  const headers = { 'content-type': 'application/json', 'content-length': 100 }
  const sent = request(`${api}/v1/things/1`, { method: 'POST', headers }).on('error', () => {})
  sent.write('{"half":', () => setTimeout(() => sent.destroy(), 20))
  await vi.waitUntil(() => completed().length > 0)
  await vi.waitUntil(() => app.logs.some((line) => String(line.msg).startsWith('request refused')))
  expect(completed()).toMatchObject([{ status: 499 }])
  expect(app.logs.filter((line) => line.level === 'error')).toEqual([])
})

test('requests are counted by route, however many addresses there are', async () => {
  for (let i = 0; i < 50; i += 1) {
    await app.api.inject(`/v1/things/${i}`)
    await app.api.inject(`/nope/${i}`)
    await app.api.inject(`/%zz${i}`)
  }
  const text = await metrics()
  const count = (labels: string) =>
    text.match(new RegExp(`^http_request_duration_seconds_count\\{${labels}\\} (\\d+)$`, 'm'))?.[1]
  expect(count('method="GET",route="/v1/things/:id",status="200"')).toBe('50')
  expect(count('method="GET",route="unmatched",status="404"')).toBe('50')
  expect(count('method="GET",route="unmatched",status="400"')).toBe('50')
  expect(text.match(/^http_request_duration_seconds_count/gm)).toHaveLength(3)
})

test('the metrics tell of the pool, the event loop and themselves', async () => {
  const response = await app.api.inject('/metrics')
  expect(response.headers['content-type']).toMatch(/^text\/plain; .*charset=utf-8/)
  for (const line of [
    'http_requests_in_flight 1',
    'database_pool_connections{state="idle"} 3',
    'database_pool_connections{state="used"} 2',
    'database_pool_waiting 7',
  ]) {
    expect(response.body).toContain(line)
  }
  expect(response.body).toMatch(/^nodejs_eventloop_lag_seconds /m)
})

test('two applications in one process count for themselves', async () => {
  const other = await serve(async () => {})
  await app.api.inject('/v1/things/1')
  expect((await other.api.inject('/metrics')).body).not.toContain('/v1/things/:id')
  await other.close()
})
