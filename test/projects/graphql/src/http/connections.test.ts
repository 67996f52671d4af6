import { once } from 'node:events'
import { Agent, createServer, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import type { TestApp } from '../../test/support/app.ts'
import { exchange, serve } from '../../test/support/http.ts'
import { trackConnections } from './connections.ts'

const config = { access: 'public' } as const
let agent: Agent
let app: TestApp
let origin: string
let arrived: Promise<void>
let answer: () => void

async function start() {
  agent = new Agent({ keepAlive: true })
  const gate = Promise.withResolvers<void>()
  const arrival = Promise.withResolvers<void>()
  app = await serve(async (things) => {
    things.get('', { config }, async () => ({}))
    things.get('/slow', { config }, async () => {
      arrival.resolve()
      await gate.promise
      return { done: true }
    })
    things.get(
      '/stream',
      { config: { ...config, produces: 'text/plain' } },
      async (_request, reply) => {
        reply.raw.on('pipe', arrival.resolve)
        const { readable, writable } = new TransformStream<string, string>()
        const writer = writable.getWriter()
        void writer.write('first ').then(() => arrival.resolve())
        void gate.promise.then(() => writer.write('last')).then(() => writer.close())
        return reply.type('text/plain').send(readable.pipeThrough(new TextEncoderStream()))
      },
    )
  })
  origin = (await app.listen()).api
  arrived = arrival.promise
  answer = gate.resolve
}

afterEach(async () => {
  agent.destroy()
  await app.close()
})

function get(
  path: string,
): Promise<{ status: number; connection: string | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}${path}`, { agent }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => {
        body += chunk
      })
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          connection: response.headers.connection,
          body,
        }),
      )
    })
    sent.on('error', reject).end()
  })
}

/** Whether it ends by itself. The time is only how long a failure takes. */
async function isClosed(closing: Promise<void>): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(resolve, 3_000, false).unref())
  return Promise.race([closing.then(() => true), late])
}

test('closing lets a request in flight finish and keeps no connection', async () => {
  await start()
  const pending = get('/v1/things/slow')
  await arrived
  const closing = app.close()
  await vi.waitUntil(() => !app.api.server.listening)
  answer()
  expect(await pending).toEqual({ status: 200, connection: 'close', body: '{"done":true}' })
  expect(await isClosed(closing)).toBe(true)
})

test('closing ends a connection whose answer had begun, with keep-alive, before', async () => {
  await start()
  const pending = get('/v1/things/stream')
  await arrived
  const closing = app.close()
  await vi.waitUntil(() => !app.api.server.listening)
  answer()
  expect((await pending).body).toBe('first last')
  expect(await isClosed(closing)).toBe(true)
})

test('closing refuses nobody whose request comes behind one in flight', async () => {
  await start()
  const one = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`
  const { hostname, port } = new URL(origin)
  const socket = connect(Number(port), hostname).setEncoding('utf8')
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk
  })
  socket.write(one('/v1/things/stream'))
  await vi.waitUntil(() => text.includes('first'))
  const ended = once(socket, 'close')
  const closing = app.close()
  await vi.waitUntil(() => !app.api.server.listening)
  const second = once(app.api.server, 'request')
  socket.write(one('/v1/things'))
  await second
  answer()
  expect(await isClosed(closing)).toBe(true)
  await ended
  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200'])
})

test('a connection that is made while the others are finished is not kept', async () => {
  await start()
  const server = createServer()
  trackConnections(server).finish()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').resume()
  socket.on('error', () => {})
  expect(await isClosed(once(socket, 'close').then(() => {}))).toBe(true)
  socket.destroy()
  server.close()
})

test.each(['', 'GET /v1/th', 'POST /v1/things HTTP/1.1\r\nHost: x\r\n'])(
  'closing does not wait for a connection that has sent %j',
  async (bytes) => {
    await start()
    const { hostname, port } = new URL(origin)
    const socket = connect(Number(port), hostname)
    await new Promise((resolve) => socket.once('connect', resolve))
    socket.on('error', () => {})
    socket.write(bytes)
    await get('/v1/things')
    expect(await isClosed(app.close())).toBe(true)
  },
)

test('while the process drains it still answers, and asks each client to go', async () => {
  await start()
  expect((await get('/v1/things')).connection).toBe('keep-alive')
  app.lifecycle.drain()
  expect(await get('/v1/things')).toMatchObject({ status: 200, connection: 'close' })
  expect(await get('/nope')).toMatchObject({ status: 404, connection: 'close' })
  expect(await get('/%zz')).toMatchObject({ status: 400, connection: 'close' })
  expect(await get('/health/ready')).toMatchObject({ status: 503, connection: 'close' })
})

test('requests that are sent ahead of the answers are answered in their order', async () => {
  await start()
  const one = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`
  const text = await exchange(
    origin,
    one('/v1/things') + one('/nope') + one('/health/live', 'Connection: close\r\n'),
  )
  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 404', 'HTTP/1.1 200'])
})
