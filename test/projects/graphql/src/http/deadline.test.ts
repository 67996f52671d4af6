import { once } from 'node:events'
import { createServer, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyReply } from 'fastify'
import { sql } from 'kysely'
import { afterEach, describe, expect, inject, test, vi } from 'vitest'
import type { TestApp } from '../../test/support/app.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import { serve } from '../../test/support/http.ts'
import { currentDeadline } from '../shared/deadline.ts'

const config = { access: 'public' } as const
const schema = { body: { type: 'object', additionalProperties: true } }

let app: TestApp
afterEach(() => app.close())

/** Sends a request of which nobody waits for the answer once `hangUp` was called. */
function client(url: string, method = 'GET') {
  const headers = { 'content-type': 'application/json' }
  const sent = send(url, { method, headers }).on('error', () => {})
  sent.end(method === 'POST' ? '{"a":1}' : undefined)
  return { hangUp: () => void sent.destroy() }
}

const errors = () => app.logs.filter(({ level }) => level === 'error' || level === 'fatal')

describe.each(['GET', 'POST'])('the deadline of a %s', (method) => {
  test('is that of its handler, and is not over while it is at work', async () => {
    const seen: unknown[] = []
    app = await serve(async (things) => {
      things.route({
        method,
        url: '',
        config,
        ...(method === 'POST' && { schema }),
        async handler() {
          await new Promise((resolve) => setImmediate(resolve))
          const { signal, remainingMs } = currentDeadline() ?? {}
          seen.push(signal?.aborted, remainingMs?.())
          return {}
        },
      })
    })
    const { api } = await app.listen()
    await fetch(`${api}/v1/things`, {
      method,
      ...(method === 'POST' && { body: '{}', headers: { 'content-type': 'application/json' } }),
    })
    expect(seen).toEqual([false, expect.any(Number)])
    expect(seen[1]).toBeGreaterThan(0)
    expect(seen[1]).toBeLessThanOrEqual(app.config.handlerTimeoutMs)
  })

  test('is over when its client hangs up, for what it asks of others too', async () => {
    const asked = Promise.withResolvers<void>()
    const gone = Promise.withResolvers<void>()
    const other = createServer((question) => {
      asked.resolve()
      question.on('close', gone.resolve)
    }).listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const handler = async () => {
      await fetch(`http://127.0.0.1:${port}`, { signal: currentDeadline()?.signal ?? null })
      return {}
    }
    app = await serve(async (things) => {
      things.route({ method, url: '', config, ...(method === 'POST' && { schema }), handler })
    })
    const { api } = await app.listen()
    const { hangUp } = client(`${api}/v1/things`, method)
    await asked.promise
    hangUp()
    await gone.promise
    await vi.waitUntil(() => app.logs.some(({ msg }) => msg === 'request refused'))
    expect(errors(), 'it is no failure').toEqual([])
    other.close()
  })
})

describe.each(['GET', 'POST'])('a handler of a %s that takes too long', (method) => {
  const headers = { 'content-type': 'application/json' }
  const ask = (url: string) =>
    fetch(url, { method, ...(method === 'POST' && { body: '{}', headers }) })

  test('is told so, and so is its client', async () => {
    const told = Promise.withResolvers<unknown>()
    const handler = () => {
      const { signal } = currentDeadline() ?? {}
      signal?.addEventListener('abort', () => told.resolve(signal.reason))
      return new Promise(() => {})
    }
    app = await serve(
      async (things) => {
        things.route({ method, url: '', config, ...(method === 'POST' && { schema }), handler })
      },
      { env: { HANDLER_TIMEOUT_MS: '100' } },
    )
    const { api } = await app.listen()
    const answer = await ask(`${api}/v1/things`)
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({ code: 'unavailable' })
    expect(await told.promise).toMatchObject({ code: 'handler_timeout' })
    expect(errors()).toMatchObject([{ msg: 'request failed', err: { code: 'handler_timeout' } }])
  })

  test('is cut off where its answer has begun', async () => {
    const handler = async (_request: unknown, reply: FastifyReply) => {
      const { readable, writable } = new TransformStream<string, string>()
      void writable.getWriter().write('first')
      return reply.type('text/plain').send(readable.pipeThrough(new TextEncoderStream()))
    }
    app = await serve(
      async (things) => {
        const produces = { ...config, produces: 'text/plain' }
        const body = method === 'POST' && { schema }
        things.route({ method, url: '', config: produces, ...body, handler })
      },
      // What else ends a connection has more time than a test.
      { env: { HANDLER_TIMEOUT_MS: '100', REQUEST_TIMEOUT_MS: '600000' } },
    )
    const { api } = await app.listen()
    await expect((await ask(`${api}/v1/things`)).text()).rejects.toThrow()
  })
})

test('two requests at once have one each', async () => {
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const
  const seen: (boolean | undefined)[] = []
  const arrived = vi.fn()
  app = await serve(async (things) => {
    things.get('/:at', { config }, async (request) => {
      const at = Number((request.params as { at: string }).at)
      arrived()
      await gates[at]?.promise
      seen[at] = currentDeadline()?.signal.aborted
      return {}
    })
  })
  const { api } = await app.listen()
  const { hangUp } = client(`${api}/v1/things/0`)
  const second = fetch(`${api}/v1/things/1`)
  await vi.waitUntil(() => arrived.mock.calls.length === 2)
  hangUp()
  await vi.waitUntil(() => app.logs.some(({ status }) => status === 499))
  for (const gate of gates) gate.resolve()
  expect((await second).status).toBe(200)
  expect(seen).toEqual([true, false])
})

test('outside a request nobody waits', () => {
  expect(currentDeadline()).toBeUndefined()
})

// The embedded database computes in this process: a statement ends by itself.
describe.runIf(inject('testServer'))('on PostgreSQL', () => {
  async function start(env: Readonly<Record<string, string>> = {}) {
    const database = await createTestDatabase()
    const active = async () =>
      Number(
        (
          await sql<{ count: string }>`
            select count(*) from pg_stat_activity
            where datname = current_database() and state = 'active' and query like '%pg_sleep%'
              and pid <> pg_backend_pid()
          `.execute(database.db)
        ).rows[0]?.count,
      )
    app = await serve(
      async (things) => {
        things.get('', { config }, async () => {
          await sql`select pg_sleep(60)`.execute(database.db)
          return {}
        })
      },
      { database, env },
    )
    return { database, active, origin: (await app.listen()).api }
  }

  test('a query ends with the client that asked for it', async () => {
    const { database, active, origin } = await start()
    const { hangUp } = client(`${origin}/v1/things`)
    await vi.waitUntil(async () => (await active()) === 1, { timeout: 30_000 })
    hangUp()
    await vi.waitUntil(async () => (await active()) === 0, { timeout: 30_000 })
    await vi.waitUntil(() => app.logs.some(({ msg }) => msg === 'request refused'))
    expect(errors()).toEqual([])
    await database.ping()
    await database.close()
  })

  test('a query ends with the time that its handler has', async () => {
    const { database, active, origin } = await start({ HANDLER_TIMEOUT_MS: '300' })
    const answer = await fetch(`${origin}/v1/things`)
    expect(answer.status).toBe(503)
    await vi.waitUntil(async () => (await active()) === 0, { timeout: 30_000 })
    await database.ping()
    await database.close()
  })
})
