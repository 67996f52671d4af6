import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestApp } from '../../test/support/app.ts'
import { exchange, serve } from '../../test/support/http.ts'
import {
  BadGatewayError,
  BadRequestError,
  ConflictError,
  ForbiddenError,
  InvalidError,
  NotFoundError,
  TimeoutError,
  UnauthenticatedError,
  UnavailableError,
} from '../shared/errors.ts'
import { createErrorHandler, problemTypes } from './error-handler.ts'

const config = { access: 'public' } as const
const secret = 'SELECT * FROM secret_table'
let app: TestApp

const failures: Record<string, () => unknown> = {
  BadRequestError: () => new BadRequestError('bad_cursor', 'A safe text.'),
  UnauthenticatedError: () => new UnauthenticatedError('no_token', 'A safe text.'),
  ForbiddenError: () => new ForbiddenError('not_yours', 'A safe text.'),
  NotFoundError: () => new NotFoundError('thing_not_found', 'A safe text.'),
  ConflictError: () => new ConflictError('thing_taken', 'A safe text.'),
  InvalidError: () =>
    new InvalidError('thing_odd', 'A safe text.', {
      errors: [{ pointer: '/a', code: 'odd', message: 'is odd' }],
    }),
  BadGatewayError: () => new BadGatewayError('secret_table_odd', secret),
  UnavailableError: () => new UnavailableError('secret_table_down', secret),
  TimeoutError: () => new TimeoutError('secret_table_slow', secret),
  Error: () => Object.assign(new Error(secret), { statusCode: 418, detail: secret }),
  upstream: () => Object.assign(new Error(secret), { statusCode: 404, code: 'NoSuchKey' }),
  text: () => secret,
  nothing: () => undefined,
}

beforeAll(async () => {
  app = await serve(
    async (things) => {
      things.get('/:name', { config }, async ({ params }) => {
        throw failures[(params as { name: string }).name]?.()
      })
      things.get('/cached', { config }, async (_request, reply) => {
        reply.header('cache-control', 'public, max-age=60')
        throw new NotFoundError('gone', 'Gone.')
      })
      things.get('/never', { config }, () => new Promise(() => {}))
      const schema = {
        response: { 200: { type: 'object', properties: { n: { type: 'integer' } } } },
      }
      things.get('/misshapen', { config, schema }, async () => ({ n: secret }))
    },
    { env: { HANDLER_TIMEOUT_MS: '100' } },
  )
})
afterAll(() => app.close())

const get = (name: string) => app.api.inject(`/v1/things/${name}`)

test.each([
  ['BadRequestError', 400, 'bad-request', 'bad_cursor'],
  ['UnauthenticatedError', 401, 'unauthenticated', 'no_token'],
  ['ForbiddenError', 403, 'forbidden', 'not_yours'],
  ['NotFoundError', 404, 'not-found', 'thing_not_found'],
  ['ConflictError', 409, 'conflict', 'thing_taken'],
  ['InvalidError', 422, 'invalid', 'thing_odd'],
])('a %s is a %i', async (name, status, type, code) => {
  const response = await get(name)
  expect(response.statusCode).toBe(status)
  expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(response.json()).toEqual({
    type: `/problems/${type}`,
    title: problemTypes[type as 'invalid'].title,
    status,
    detail: 'A safe text.',
    instance: `/v1/things/${name}`,
    code,
    requestId: response.headers['x-request-id'],
    ...(name === 'InvalidError' && { errors: [{ pointer: '/a', code: 'odd', message: 'is odd' }] }),
  })
})

test.each([
  ['BadGatewayError', 502, 'bad-gateway'],
  ['UnavailableError', 503, 'unavailable'],
  ['TimeoutError', 504, 'timeout'],
  ['Error', 500, 'internal'],
  ['upstream', 500, 'internal'],
  ['text', 500, 'internal'],
  ['nothing', 500, 'internal'],
  ['misshapen', 500, 'internal'],
  ['never', 503, 'unavailable'],
])('%s is a %i that tells nothing, and the log all', async (name, status, code) => {
  const response = await get(name)
  expect(response.statusCode).toBe(status)
  expect(response.body).not.toContain('secret')
  const type = `/problems/${code}`
  expect(response.json()).toMatchObject({ status, code: code.replaceAll('-', '_'), type })
  expect(response.headers['retry-after']).toBe(status === 503 ? '5' : undefined)
  const { requestId } = response.json()
  const line = app.logs.find((it) => it.msg === 'request failed' && it.requestId === requestId)
  expect(line).toMatchObject({ level: 'error' })
  if (name === 'Error') expect(JSON.stringify(line)).toContain(secret)
})

test('an error is never cached, also not where its route is', async () => {
  expect((await get('cached')).headers['cache-control']).toBe('no-store')
})

test('the address is given back without its query', async () => {
  const response = await app.api.inject('/nope?token=marker')
  expect(response.json().instance).toBe('/nope')
  expect(JSON.stringify([response.body, app.logs])).not.toContain('marker')
})

test('any address is given back as a valid reference of bounded length', async () => {
  const { api } = await app.listen()
  const instances = {
    '/nope/"<a|b>': '/nope/%22%3Ca%7Cb%3E',
    '/%zz/%41': '/%25zz/%41',
    '/nope#part': '/nope%23part',
    [`/${'n'.repeat(9_000)}`]: `/${'n'.repeat(4_095)}`,
  }
  for (const [path, instance] of Object.entries(instances)) {
    const request = `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`
    const [, body = ''] = (await exchange(api, request)).split('\r\n\r\n')
    expect(JSON.parse(body).instance).toBe(instance)
  }
})

test('errors of a driver are translated by whoever knows the driver', async () => {
  const server = Fastify()
  server.setErrorHandler(
    createErrorHandler((it) =>
      it instanceof RangeError ? new ConflictError('taken', 'Taken.') : undefined,
    ),
  )
  server.get('/', { config }, async () => {
    throw new RangeError('duplicate key value violates unique constraint')
  })
  const response = await server.inject('/')
  expect(response.statusCode).toBe(409)
  expect(response.json()).toMatchObject({ code: 'taken', detail: 'Taken.' })
})

describe('the type of a problem', () => {
  test.each(Object.keys(problemTypes))('%s leads to what it means', async (kind) => {
    const response = await app.api.inject(`/problems/${kind}`)
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({
      type: `/problems/${kind}`,
      title: expect.any(String),
      status: problemTypes[kind as 'invalid'].status,
      description: expect.any(String),
    })
  })

  test.each(['nope', 'toString', '__proto__'])('%s does not exist', async (type) => {
    expect((await app.api.inject(`/problems/${type}`)).statusCode).toBe(404)
  })
})
