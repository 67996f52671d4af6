import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestApp } from '../../test/support/app.ts'
import { serve } from '../../test/support/http.ts'
import { tagged } from './etag.ts'

// Which pages a browser lets read what this service answers (S-HD2).

const page = 'https://app.example.com'
const fields = (headers: object) =>
  Object.keys(headers).filter((name) => name.startsWith('access-control-'))

const things: FastifyPluginAsyncTypebox = async (app) => {
  app.get('', { config: { access: 'public' } }, async () => ({}))
  app.get('/one', { config: { access: 'public' } }, async (_, reply) =>
    tagged(reply, { version: 1 }),
  )
  app.get('/mine', { config: { access: 'authenticated' } }, async () => ({}))
}

const preflight = (origin: string, url = '/v1/things', method = 'PATCH') => ({
  method: 'OPTIONS' as const,
  url,
  headers: { origin, 'access-control-request-method': method },
})

describe('where no page is named', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await serve(things)
  })
  afterAll(() => app.close())

  it('none is told anything', async () => {
    for (const request of [preflight(page), { url: '/v1/things', headers: { origin: page } }]) {
      const { headers } = await app.api.inject(request)
      expect(fields(headers)).toEqual([])
      expect(headers.vary).toBeUndefined()
    }
  })
})

describe('where pages are named', () => {
  let app: TestApp
  beforeAll(async () => {
    const env = { CORS_ORIGINS: `${page}, https://admin.example.com:8443`, RATE_LIMIT_MAX: '1000' }
    app = await serve(things, { env })
  })
  afterAll(() => app.close())

  const ask = (url: string, origin?: string) =>
    app.api.inject({ url, headers: origin === undefined ? {} : { origin } })

  it.each([page, 'https://admin.example.com:8443'])('%s may read answers', async (origin) => {
    const { headers } = await ask('/v1/things', origin)
    expect(headers).toMatchObject({ 'access-control-allow-origin': origin, vary: 'origin' })
    expect(headers['access-control-expose-headers']).toContain('etag')
    expect(headers['access-control-allow-credentials']).toBeUndefined()
  })

  it.each([
    ['/v1/things/mine', 401],
    ['/v1/nothing', 404],
    ['/v1/things?a=b', 400],
    ['/%zz', 400],
  ])('refusals too: %s', async (url, status) => {
    const answer = await ask(url, page)
    expect(answer.statusCode).toBe(status)
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': page, vary: 'origin' })
  })

  it.each([
    'https://app.example.com.evil',
    'https://app.example.com:443',
    'https://app.example.com/',
    'https://APP.example.com',
    'http://app.example.com',
    'https://evil.example',
    'https://app.example.com, https://evil.example',
    'https://evil.app.example.com',
    'null',
    '*',
    '',
  ])('%j may not, before or after', async (origin) => {
    for (const request of [preflight(origin), { url: '/v1/things', headers: { origin } }]) {
      const { headers } = await app.api.inject(request)
      expect(fields(headers)).toEqual([])
      expect(headers.vary).toBe('origin')
    }
  })

  it('what is no page is answered as ever, and caches tell it apart', async () => {
    const { statusCode, headers } = await ask('/v1/things')
    expect(statusCode).toBe(200)
    expect(fields(headers)).toEqual([])
    expect(headers.vary).toBe('origin')
    expect((await ask('/v1/things/one', page)).headers.vary).toContain('origin')
  })

  it('a browser that asks first is told what a script may send', async () => {
    const answer = await app.api.inject(preflight(page))
    expect(answer.statusCode).toBe(204)
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': page,
      'access-control-allow-methods': expect.stringContaining('PATCH'),
      'access-control-allow-headers': expect.stringContaining('authorization'),
      'access-control-max-age': '600',
      vary: 'origin',
    })
    // As a browser asks it: for a route that needs somebody known too, and for no other address.
    expect((await app.api.inject(preflight(page, '/v1/things/mine'))).statusCode).toBe(204)
    expect((await app.api.inject(preflight(page, '/v1/nothing'))).statusCode).toBe(404)
  })
})
