import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { expect, it, onTestFinished } from 'vitest'
import { productionEnv } from '../../test/support/config.ts'
import { serveGraphql, things, thingsUrl } from '../../test/support/graphql.ts'
import { createGraphiql } from './graphiql.ts'

const sent: unknown[] = []
const reply = {
  header: () => reply,
  type: () => reply,
  send: (body: unknown) => sent.push(body),
} as unknown as FastifyReply

const aBrowser = {
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'sec-fetch-site': 'none',
}

async function serve(env: Record<string, string>) {
  const app = await serveGraphql([things().resource], { env })
  onTestFinished(() => app.close())
  return {
    ask: (headers: Record<string, string> = aBrowser, query = '') =>
      app.api.inject({ url: `${thingsUrl}${query}`, headers }),
  }
}

it('is there in development, and asks no other host', async () => {
  const { ask } = await serve({ NODE_ENV: 'development' })

  const page = await ask()

  expect(page.statusCode).toBe(200)
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(page.body).toMatch('<!doctype html>')
  expect(page.body).toMatch(`"endpoint":"${thingsUrl}"`)
  expect(page.body).not.toMatch(/<(script|link|img|iframe)\b[^>]*\b(src|href)="(https?:)?\/\//i)
})

it('may run the program that is in it and no other', async () => {
  const { ask } = await serve({ NODE_ENV: 'development' })

  const page = await ask()

  const [, script = ''] = /<script>(.*)<\/script>/s.exec(page.body) ?? []
  const hash = createHash('sha256').update(script).digest('base64')
  const policy = String(page.headers['content-security-policy']).split('; ')
  expect(policy).toContain(`script-src 'sha256-${hash}'`)
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("connect-src 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
  // What is not the page keeps the policy of every other answer.
  const answer = await ask({ accept: 'application/json' }, '?query={__typename}')
  expect(answer.headers['content-security-policy']).toBe(
    "default-src 'none'; frame-ancestors 'none'",
  )
})

it.each([
  ['in production', { ...productionEnv, NODE_ENV: 'production' }],
  [
    'in production that shows its schema',
    { ...productionEnv, NODE_ENV: 'production', GRAPHQL_INTROSPECTION: 'true' },
  ],
  ['where the schema is nobody’s business', { GRAPHQL_INTROSPECTION: 'false' }],
])('is not there %s', async (_, env) => {
  const { ask } = await serve({ DATABASE_URL: 'postgres://never-connected/', ...env })

  const page = await ask({ accept: 'text/html' })

  expect(page.statusCode).toBe(406)
  expect(page.body).toBe('')
  expect((await ask()).headers['content-type']).not.toMatch('html')
})

it('is not there for a page of another site, and a query gets its answer', async () => {
  const { ask } = await serve({ NODE_ENV: 'development' })

  expect((await ask({ ...aBrowser, 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403)
  expect((await ask(aBrowser, '?query={__typename}')).json()).toEqual({
    data: { __typename: 'Query' },
  })
})

it('is made once, and not before somebody asks', async () => {
  let made = 0
  const page = createGraphiql('/graphql', async () => {
    made += 1
    return { renderGraphiQL: () => '<script>1</script>' }
  })
  expect(made).toBe(0)

  await page.send(reply)
  await page.send(reply)

  expect(made).toBe(1)
  expect(sent).toEqual(['<script>1</script>', '<script>1</script>'])
})

it('says so where it is not installed', async () => {
  const page = createGraphiql('/graphql', async () => {
    throw Object.assign(new Error('no such package'), { code: 'ERR_MODULE_NOT_FOUND' })
  })

  await expect(page.send(reply)).rejects.toMatchObject({ kind: 'not-found' })
})
