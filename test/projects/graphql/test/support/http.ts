import { connect } from 'node:net'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { DatabaseHandle } from '../../src/database/connection.ts'
import type { Clock } from '../../src/shared/clock.ts'
import { createTestApp, type TestApp, type TestAppOptions } from './app.ts'

/** A database that answers and holds nothing, for tests that are not about it. */
export function fakeDatabase(overrides: Partial<DatabaseHandle> = {}): DatabaseHandle {
  return {
    db: undefined as never,
    pool: undefined as never,
    ping: async () => {},
    migrationsApplied: async () => true,
    stats: () => null,
    close: async () => {},
    ...overrides,
  }
}

/** The whole application, with these routes under `/v1/things` as its only resource. */
export function serve(
  routes: FastifyPluginAsyncTypebox,
  options: Omit<TestAppOptions, 'resources'> = {},
): Promise<TestApp> {
  const tag = { name: 'Things', description: 'For tests.' }
  return createTestApp({
    database: fakeDatabase(),
    ...options,
    resources: [{ path: '/things', tag, plugin: () => routes }],
  })
}

/** Sends bytes as they are and answers with all that comes back until the server hangs up. */
export function exchange(origin: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve) => {
    let received = ''
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    socket.setEncoding('utf8')
    socket.on('data', (chunk) => {
      received += chunk
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(received))
  })
}

/** A clock that stands still until it is told to go on. */
export function stoppedClock(): Clock & { advance(ms: number): void } {
  let now = 0
  return {
    now: () => new Date(now),
    advance(ms) {
      now += ms
    },
  }
}
