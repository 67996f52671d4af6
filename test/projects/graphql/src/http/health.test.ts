import { afterEach, describe, expect, test, vi } from 'vitest'
import type { TestApp } from '../../test/support/app.ts'
import { productionEnv } from '../../test/support/config.ts'
import { fakeDatabase, serve, stoppedClock } from '../../test/support/http.ts'
import type { DatabaseHandle } from '../database/connection.ts'
import { createLifecycle } from '../lifecycle.ts'
import { currentDeadline } from '../shared/deadline.ts'
import { createReadiness } from './health.ts'

const never = () => new Promise<never>(() => {})
let app: TestApp | undefined
afterEach(async () => app?.close())

async function start(database: Partial<DatabaseHandle>, env = {}) {
  const lifecycle = createLifecycle()
  app = await serve(async () => {}, { database: fakeDatabase(database), lifecycle, env })
  const status = async (name: string) => (await app?.api.inject(`/health/${name}`))?.statusCode
  return { app, lifecycle, status }
}

test('the probes follow the process from its start to its end', async () => {
  const { lifecycle, status } = await start({})
  const all = async () => [await status('live'), await status('startup'), await status('ready')]
  expect(await all()).toEqual([200, 503, 503])
  lifecycle.ready()
  expect(await all()).toEqual([200, 200, 200])
  lifecycle.drain()
  expect(await all()).toEqual([200, 200, 503])
})

test('a database that is down makes the process unready, never dead', async () => {
  const ping = vi.fn(() => Promise.reject(new Error('password=hunter2')))
  const { app, lifecycle, status } = await start({ ping })
  lifecycle.ready()
  expect(await status('live')).toBe(200)
  expect(await status('startup')).toBe(200)
  expect(ping).not.toHaveBeenCalled()
  const ready = await app.api.inject('/health/ready')
  expect(ready.statusCode).toBe(503)
  expect(ready.headers).toMatchObject({ 'retry-after': '5', 'cache-control': 'no-store' })
  expect(ready.json()).toMatchObject({ code: 'unavailable', checks: { database: 'failing' } })
  expect(ready.body).not.toContain('hunter2')
})

test('what is asked for several probes does not end with one of them', async () => {
  const deadlines: unknown[] = []
  const ping = async () => void deadlines.push(currentDeadline())
  const { lifecycle, status } = await start({ ping })
  lifecycle.ready()
  expect(await status('ready')).toBe(200)
  expect(deadlines).toEqual([undefined])
})

test('a process that drains does not ask the database', async () => {
  const ping = vi.fn(async () => {})
  const { lifecycle, status } = await start({ ping })
  lifecycle.ready()
  lifecycle.drain()
  expect(await status('ready')).toBe(503)
  expect(ping).not.toHaveBeenCalled()
})

test('migrations that are missing make the process unready', async () => {
  const { app, lifecycle } = await start({ migrationsApplied: async () => false })
  lifecycle.ready()
  const ready = await app.api.inject('/health/ready')
  expect(ready.statusCode).toBe(503)
  expect(ready.json().checks).toEqual({ database: 'ok', migrations: 'pending' })
})

test('a HEAD is enough for a probe', async () => {
  const { app } = await start({})
  const response = await app.api.inject({ method: 'HEAD', url: '/health/live' })
  expect(response.statusCode).toBe(200)
  expect(response.body).toBe('')
})

test('in production the public hears that something is wrong, and management what', async () => {
  const env = {
    ...productionEnv,
    NODE_ENV: 'production',
    DATABASE_URL: 'postgres://localhost/x',
    MANAGEMENT_PORT: '0',
  }
  const { app, lifecycle } = await start({ ping: () => Promise.reject(new Error('down')) }, env)
  lifecycle.ready()
  const [toAll, toUs] = [
    await app.api.inject('/health/ready'),
    await app.management?.inject('/health/ready'),
  ]
  expect(toAll.statusCode).toBe(503)
  expect(toAll.body).not.toMatch(/checks|phase|database/)
  expect(toUs?.json()).toMatchObject({ phase: 'ready', checks: { database: 'failing' } })
})

describe('createReadiness', () => {
  test('asks once, however many want to know, and again a second later', async () => {
    const clock = stoppedClock()
    const ping = vi.fn(async () => {})
    const check = createReadiness(fakeDatabase({ ping }), clock)
    await Promise.all([check(), check(), check()])
    clock.advance(999)
    await check()
    expect(ping).toHaveBeenCalledTimes(1)
    clock.advance(1)
    await check()
    expect(ping).toHaveBeenCalledTimes(2)
  })

  test('does not wait for a database that does not answer', async () => {
    const check = createReadiness(fakeDatabase({ ping: never }), stoppedClock(), 5)
    expect(await check()).toEqual({ database: 'failing', migrations: 'unknown' })
    const migrations = createReadiness(
      fakeDatabase({ migrationsApplied: never }),
      stoppedClock(),
      5,
    )
    expect(await migrations()).toEqual({ database: 'failing', migrations: 'unknown' })
  })

  test('recovers', async () => {
    const clock = stoppedClock()
    const ping = vi.fn(async () => {}).mockRejectedValueOnce(new Error('down'))
    const check = createReadiness(fakeDatabase({ ping }), clock)
    expect((await check()).database).toBe('failing')
    clock.advance(1_000)
    expect(await check()).toEqual({ database: 'ok', migrations: 'applied' })
  })
})
