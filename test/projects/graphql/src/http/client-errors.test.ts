import { connect } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testConfig } from '../../test/support/config.ts'
import { exchange } from '../../test/support/http.ts'
import type { Config } from '../config.ts'
import { createLifecycle } from '../lifecycle.ts'
import { createLogger } from '../observability/logger.ts'
import { createMetrics } from '../observability/metrics.ts'
import { createServer } from './server.ts'

let app: FastifyInstance
let origin: string
let hold: PromiseWithResolvers<void>

async function create(config: Config): Promise<FastifyInstance> {
  return createServer({
    config,
    logger: await createLogger({ environment: 'test', logLevel: 'silent' }),
    lifecycle: createLifecycle(),
    metrics: createMetrics(() => null),
    access: ['public'],
    identify: async () => undefined,
    translateError: () => undefined,
  })
}

beforeAll(async () => {
  app = await create({ ...testConfig(), requestTimeoutMs: 150 })
  hold = Promise.withResolvers()
  app.get('/slow', { config: { access: 'public' } }, async () => {
    await hold.promise
    return { ok: true }
  })
  app.post(
    '/',
    {
      config: { access: 'public' },
      schema: { body: { type: 'object', additionalProperties: true } },
    },
    async () => ({}),
  )
  origin = await app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => app.close())

function parse(text: string) {
  const [head = '', body = ''] = text.split('\r\n\r\n', 2)
  const [line = '', ...fields] = head.split('\r\n')
  const headers = Object.fromEntries(
    fields.map((it) => [it.slice(0, it.indexOf(':')).toLowerCase(), it.slice(it.indexOf(':') + 2)]),
  )
  return { status: Number(line.split(' ')[1]), headers, body, text }
}

const big = `X-Big: ${'x'.repeat(20_000)}`

test.each([
  ['no request line', 'HELLO\r\n\r\n', 400],
  ['an unknown method', 'FETCH / HTTP/1.1\r\nHost: x\r\n\r\n', 400],
  ['an unknown version', 'GET / HTTP/9.9\r\nHost: x\r\n\r\n', 400],
  ['a broken field', 'GET / HTTP/1.1\r\nHost x\r\n\r\n', 400],
  [
    'two lengths',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    400,
  ],
  [
    'a length and chunks',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    400,
  ],
  ['a space before a colon', 'GET / HTTP/1.1\r\nHost : x\r\n\r\n', 400],
  ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
  ['a header that is too large', `GET / HTTP/1.1\r\nHost: x\r\n${big}\r\n\r\n`, 431],
  [
    'an address that is too long',
    `GET /${'a'.repeat(8_001)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    414,
  ],
  [
    'an expectation',
    'GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: miracles\r\n\r\n',
    417,
  ],
  ['a header that never ends', 'GET / HTTP/1.1\r\nHost: x\r\nX-A: ', 408],
  [
    'a body that never ends',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    408,
  ],
])('%s', async (_name, bytes, status) => {
  const answer = parse(await exchange(origin, bytes))
  expect(answer.status, answer.text).toBe(status)
  expect(answer.headers).toMatchObject({
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(answer.body.length),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    connection: 'close',
  })
  const problem = JSON.parse(answer.body)
  expect(problem).toMatchObject({ status, requestId: answer.headers['x-request-id'] })
  expect(Object.keys(problem)).toEqual(
    'type title status detail instance code requestId'.split(' '),
  )
})

test('an answer that is under way is not mixed with another', async () => {
  const { hostname, port } = new URL(origin)
  const socket = connect(Number(port), hostname)
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk) => {
    text += chunk
  })
  socket.on('error', () => {})
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\nNONSENSE\r\n\r\n')
  await closed
  expect(text).toBe('')
  hold.resolve()
})

test('a tunnel is not dug', async () => {
  expect(
    await exchange(origin, 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n'),
  ).toBe('')
})

test('nothing may take for ever', async () => {
  const config = { ...testConfig(), keepAliveTimeoutMs: 61_000 }
  const { server } = await create(config)
  expect(server).toMatchObject({
    headersTimeout: 10_000,
    requestTimeout: config.requestTimeoutMs,
    keepAliveTimeout: config.keepAliveTimeoutMs,
    timeout: config.requestTimeoutMs + config.handlerTimeoutMs,
  })
})
