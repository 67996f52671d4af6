import { afterEach, describe, expect, test, vi } from 'vitest'
import type { TestApp } from '../test/support/app.ts'
import { productionEnv } from '../test/support/config.ts'
import { serve } from '../test/support/http.ts'

const production = {
  ...productionEnv,
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://localhost/nowhere',
  MANAGEMENT_PORT: '0',
}
const operations = [
  '/metrics',
  '/openapi.json',
  '/openapi.yaml',
  '/docs',
  '/docs/',
  '/docs/json',
  '/docs/static/index.css',
]

let app: TestApp
afterEach(() => app.close())

async function start(env: Record<string, string>) {
  app = await serve(
    async (things) => void things.get('', { config: { access: 'public' } }, async () => ({})),
    { env },
  )
}

describe('in production', () => {
  test.each(operations)('%s is on the management listener alone', async (url) => {
    await start(production)
    expect((await app.api.inject(url)).statusCode).toBe(404)
    expect((await app.management?.inject(url))?.statusCode).toBe(200)
  })

  test('the API is on the public listener alone', async () => {
    await start(production)
    expect((await app.api.inject('/v1/things')).statusCode).toBe(200)
    expect((await app.management?.inject('/v1/things'))?.statusCode).toBe(404)
    expect((await app.management?.inject('/openapi.json'))?.json().paths).toHaveProperty(
      '/v1/things',
    )
  })

  test('the document is the same as YAML', async () => {
    await start(production)
    const answer = await app.management?.inject('/openapi.yaml')
    expect(answer?.headers['content-type']).toBe('application/yaml; charset=utf-8')
    expect(answer?.body).toMatch(/^openapi: 3\.1\.1\n/)
    expect(answer?.body).toContain('/v1/things')
  })

  test('probes and problem types are on both', async () => {
    await start(production)
    for (const url of ['/health/live', '/health/ready', '/health/startup', '/problems/invalid']) {
      expect((await app.api.inject(url)).statusCode, url).toBe(200)
      expect((await app.management?.inject(url))?.statusCode, url).toBe(200)
    }
  })

  test('both listeners listen, and say where', async () => {
    await start({ ...production, HOST: '127.0.0.1', PORT: '0' })
    const { api, management } = await app.listen()
    expect(management).not.toBe(api)
    expect((await fetch(`${api}/health/live`)).status).toBe(200)
    expect((await fetch(`${management}/metrics`)).status).toBe(200)
    expect((await fetch(`${api}/v1/things`)).headers.get('strict-transport-security')).toBeTruthy()
  })
})

test('localhost is one listener, with all of its limits', async () => {
  await start({ NODE_ENV: 'development', HOST: 'localhost', PORT: '0' })
  const listen = vi.spyOn(app.api, 'listen')
  await app.listen()
  expect(listen).toHaveBeenCalledWith(expect.objectContaining({ host: '127.0.0.1' }))
})

test.each(operations)('in development %s is on the one listener there is', async (url) => {
  await start({ NODE_ENV: 'development' })
  expect(app.management).toBeNull()
  expect((await app.api.inject(url)).statusCode).toBe(200)
})
