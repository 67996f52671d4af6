import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../test/support/app.ts'
import { fakeDatabase, stoppedClock } from '../../test/support/http.ts'
import type { Resource } from '../resources/resource.ts'
import { openapiDocument } from './openapi.ts'

const notice = 'https://example.com/things-v2'

/** One route that answers with a link of its own, and one that fails. */
const routes: Resource['plugin'] = () => async (app) => {
  const config = { access: 'public' } as const
  const schema = { operationId: `get${app.prefix}` }
  app.get('/:id', { config, schema }, async (_request, reply) => {
    reply.header('link', '</v1/things?cursor=x>; rel="next"')
    return {}
  })
}

const resources: readonly Resource[] = [
  { path: '/things', plugin: routes },
  {
    path: '/things',
    version: 2,
    supersedes: { version: 1, since: '1970-01-02', until: '1970-01-11', notice },
    plugin: routes,
  },
]

const day = 24 * 60 * 60 * 1_000
const clock = stoppedClock()
let app: TestApp

beforeEach(async () => {
  app = await createTestApp({ database: fakeDatabase(), resources, clock })
})
afterEach(() => app.close())

describe('a version that ends', () => {
  it('says so in every answer, with what comes after it', async () => {
    for (const url of ['/v1/things/1', '/v1/things/1?nope=1']) {
      const { headers } = await app.api.inject(url)
      expect(headers.deprecation).toBe('@86400')
      expect(headers.sunset).toBe('Sun, 11 Jan 1970 00:00:00 GMT')
      expect(headers.link).toContain('</v2/things>; rel="successor-version"')
      expect(headers.link).toContain(`<${notice}>; rel="deprecation"`)
      expect(headers.link).toContain(`<${notice}>; rel="sunset"`)
    }
  })

  it('keeps the links that an answer has', async () => {
    const { headers } = await app.api.inject('/v1/things/1')

    expect(headers.link).toMatch(/^<\/v1\/things\?cursor=x>; rel="next", /)
  })

  it('is counted, by the route and not by the address, and stands in the log', async () => {
    await app.api.inject('/v1/things/1')
    await app.api.inject('/v1/things/2')
    await app.api.inject('/v2/things/3')

    const { body } = await app.api.inject('/metrics')
    const lines = body.split('\n').filter((it) => it.startsWith('http_deprecated_requests_total'))
    expect(lines).toEqual(['http_deprecated_requests_total{method="GET",route="/v1/things/:id"} 2'])
    const logged = app.logs.filter((line) => line.msg === 'request completed')
    expect(logged.map((line) => line.deprecated)).toEqual(
      expect.arrayContaining([true, true, undefined]),
    )
  })

  it('is marked in the OpenAPI document, and its successor is not', async () => {
    const { paths = {} } = await openapiDocument(app.api)

    expect(paths['/v1/things/{id}']?.get).toMatchObject({
      deprecated: true,
      responses: {
        200: { headers: { Deprecation: expect.anything(), Sunset: expect.anything() } },
        410: { $ref: '#/components/responses/gone' },
      },
    })
    expect(paths['/v2/things/{id}']?.get).not.toHaveProperty('deprecated')
    expect(paths['/v2/things/{id}']?.get?.responses).not.toHaveProperty('410')
  })

  it('is gone after its end, and the next one is there', async () => {
    clock.advance(10 * day - 1)
    expect((await app.api.inject('/v1/things/1')).statusCode).toBe(200)
    clock.advance(1)

    const gone = await app.api.inject('/v1/things/1')

    expect(gone.statusCode).toBe(410)
    expect(gone.json()).toMatchObject({ type: '/problems/gone', code: 'gone' })
    expect(gone.headers.link).toContain('</v2/things>; rel="successor-version"')
    expect((await app.api.inject('/v2/things/1')).statusCode).toBe(200)
  })
})

it('a version that nothing supersedes says nothing', async () => {
  const { headers } = await app.api.inject('/v2/things/1')

  expect(headers).not.toHaveProperty('deprecation')
  expect(headers).not.toHaveProperty('sunset')
  expect(headers.link).not.toContain('successor-version')
})
