import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestApp } from '../../test/support/app.ts'
import { serveGraphql, things, thingsUrl } from '../../test/support/graphql.ts'

// GraphQL over HTTP, as its authors check it.

let app: TestApp
let origin = ''

beforeAll(async () => {
  app = await serveGraphql([things().resource])
  origin = (await app.listen()).api
})

afterAll(async () => {
  await app.close()
})

const audits = serverAudits({ url: () => `${origin}${thingsUrl}`, fetchFn: fetch })

it('has 61 checks', () => {
  expect(audits).toHaveLength(61)
})

it.each(audits.map(({ id, name, fn }) => [id, name, fn] as const))('%s %s', async (_, __, fn) => {
  const result = await fn()

  expect(result).toMatchObject({ status: 'ok' })
})
