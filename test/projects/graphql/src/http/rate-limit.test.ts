import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { TestApp } from '../../test/support/app.ts'
import { serve, stoppedClock } from '../../test/support/http.ts'
import { signedIn } from '../../test/support/identity.ts'
import { createMemoryStore, networkOf } from './rate-limit.ts'

const config = { access: 'public' } as const
const start = (env: Record<string, string>, clock = stoppedClock()) =>
  serve(async (things) => void things.get('', { config }, async () => ({})), {
    env: { RATE_LIMIT_MAX: '2', RATE_LIMIT_WINDOW_SECONDS: '60', ...env },
    clock,
  })

test('says how much is left, refuses what is too much, and starts anew', async () => {
  const clock = stoppedClock()
  const app = await start({}, clock)
  const get = () => app.api.inject('/v1/things')

  const first = await get()
  expect(first.headers['ratelimit-policy']).toBe('"default";q=2;w=60')
  expect(first.headers.ratelimit).toBe('"default";r=1;t=60')
  clock.advance(20_500)
  expect((await get()).headers.ratelimit).toBe('"default";r=0;t=40')

  const refused = await get()
  expect(refused.statusCode).toBe(429)
  expect(refused.headers).toMatchObject({ ratelimit: '"default";r=0;t=40', 'retry-after': '40' })
  expect(refused.json()).toMatchObject({ type: '/problems/quota-exceeded', code: 'quota_exceeded' })

  clock.advance(39_500)
  expect((await get()).headers.ratelimit).toBe('"default";r=1;t=60')
  await app.close()
})

test.each(['/nope', '/v1/things?nope=1', '/%zz'])('counts %s too', async (url) => {
  const app = await start({})
  for (const _ of [1, 2]) await app.api.inject(url)
  expect((await app.api.inject(url)).statusCode).toBe(429)
  expect((await app.api.inject({ method: 'PUT', url: '/v1/things' })).statusCode).toBe(429)
  await app.close()
})

describe('whoever is known', () => {
  const known = { access: 'authenticated' } as const
  const [ann, ben] = [randomUUID(), randomUUID()]
  const startKnown = (env: Record<string, string> = {}, clock = stoppedClock()) =>
    serve(
      async (things) => {
        things.get('', { config: known }, async () => ({}))
        things.get('/open', { config }, async () => ({}))
      },
      { env: { RATE_LIMIT_MAX: '100', RATE_LIMIT_PER_USER_MAX: '2', ...env }, clock },
    )
  const ask = (app: TestApp, id: string, remoteAddress: string, url = '/v1/things') =>
    app.api.inject({ url, remoteAddress, headers: signedIn({ id, roles: [] }) })

  test('has a quota of its own, from however many addresses', async () => {
    const clock = stoppedClock()
    const app = await startKnown({}, clock)
    const first = await ask(app, ann, '192.0.2.1')
    expect(first.headers['ratelimit-policy']).toBe('"default";q=100;w=60, "user";q=2;w=60')
    expect(first.headers.ratelimit).toBe('"default";r=99;t=60, "user";r=1;t=60')
    expect((await ask(app, ann, '192.0.2.2')).statusCode).toBe(200)
    const refused = await ask(app, ann, '192.0.2.3')
    expect(refused.statusCode).toBe(429)
    expect(refused.headers['retry-after']).toBe('60')
    expect(refused.headers.ratelimit).toContain('"user";r=0')
    expect((await ask(app, ben, '192.0.2.3')).statusCode, 'another user').toBe(200)
    clock.advance(60_000)
    expect((await ask(app, ann, '192.0.2.1')).statusCode).toBe(200)
    await app.close()
  })

  test('is not counted where nobody is asked who it is', async () => {
    const app = await startKnown()
    for (const _ of [1, 2, 3]) {
      const { statusCode, headers } = await ask(app, ann, '192.0.2.1', '/v1/things/open')
      expect(statusCode).toBe(200)
      expect(headers.ratelimit).not.toContain('user')
    }
    await app.close()
  })

  test('has none unless it is said', async () => {
    const app = await startKnown({ RATE_LIMIT_PER_USER_MAX: '0' })
    for (const _ of [1, 2, 3]) {
      const { statusCode, headers } = await ask(app, ann, '192.0.2.1')
      expect(statusCode).toBe(200)
      expect(headers.ratelimit).not.toContain('user')
    }
    await app.close()
  })
})

test('never counts a probe', async () => {
  const app = await start({})
  for (const _ of [1, 2, 3, 4]) {
    const response = await app.api.inject('/health/live')
    expect(response.statusCode).toBe(200)
    expect(response.headers.ratelimit).toBeUndefined()
  }
  await app.close()
})

test('believes the address that a trusted proxy names, and no one else', async () => {
  const app = await start({ TRUST_PROXY: '10.0.0.0/8' })
  const left = async (remoteAddress: string, forwarded: string) => {
    const headers = { 'x-forwarded-for': forwarded }
    return (await app.api.inject({ url: '/v1/things', remoteAddress, headers })).headers.ratelimit
  }
  expect(await left('10.0.0.1', '203.0.113.1')).toContain('r=1')
  expect(await left('10.0.0.1', '203.0.113.2'), 'another client').toContain('r=1')
  expect(await left('10.0.0.1', '198.51.100.9, 203.0.113.1'), 'a client that lies').toContain('r=0')
  expect(await left('192.0.2.1', '203.0.113.3')).toContain('r=1')
  expect(await left('192.0.2.1', '203.0.113.4'), 'not through the proxy').toContain('r=0')
  await app.close()
})

test('believes no one when no proxy is trusted', async () => {
  const app = await start({})
  const get = (forwarded: string) =>
    app.api.inject({ url: '/v1/things', headers: { 'x-forwarded-for': forwarded } })
  expect((await get('203.0.113.1')).headers.ratelimit).toContain('r=1')
  expect((await get('203.0.113.2')).headers.ratelimit).toContain('r=0')
  await app.close()
})

test.each([
  ['203.0.113.1', '203.0.113.1'],
  ['::ffff:203.0.113.1', '203.0.113.1'],
  ['203.0.113.1:4711', '203.0.113.1'],
  ['[2001:db8:1:2::1]:4711', '2001:db8:1:2::/64'],
  ['unknown', 'unknown'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:1:2:ffff::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('%s is counted as %s', (ip, network) => {
  expect(networkOf(ip)).toBe(network)
})

test('the memory for callers is bounded, and cleared when windows are over', () => {
  const clock = stoppedClock()
  const store = createMemoryStore(clock, 100)
  for (let i = 0; i < 1_000; i += 1) store.hit(`caller-${i}`, 60)
  expect(store.size).toBe(100)
  expect(store.hit('caller-999', 60)).toMatchObject({ count: 2 })
  expect(store.hit('caller-0', 60), 'the oldest is forgotten').toMatchObject({ count: 1 })
  clock.advance(60_000)
  store.hit('caller-1', 60)
  expect(store.size).toBe(1)
})
