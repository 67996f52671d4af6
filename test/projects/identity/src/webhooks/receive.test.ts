import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../test/support/app.ts'
import { productionEnv, testConfig } from '../../test/support/config.ts'
import { describeConfig, readConfig } from '../config.ts'
import { webhooks } from './index.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const databaseUrl = 'postgres://app@db.internal/app'

it('every webhook has a table and an address of its own', () => {
  expect(new Set(webhooks.map(({ name }) => name)).size).toBe(webhooks.length)
  expect(new Set(webhooks.map(({ table }) => table)).size).toBe(webhooks.length)
})

it.each(webhooks)('what is not signed is refused before it is read: $name', async ({ name }) => {
  const headers = { 'content-type': 'application/json' }
  const request = { method: 'POST', url: `/webhooks/${name}`, headers, payload: '{' } as const
  expect((await app.api.inject(request)).json()).toMatchObject({ code: 'missing_signature' })
})

it('a secret is in no description, and production does not start without one', () => {
  const config = readConfig({ ...productionEnv, DATABASE_URL: databaseUrl })
  const described = JSON.stringify(describeConfig(config))
  for (const secrets of Object.values(config.webhooks.secrets)) {
    for (const secret of secrets) expect(described).not.toContain(secret)
  }
  for (const variable of Object.keys(productionEnv).filter((it) => it.includes('SECRET'))) {
    const { [variable]: _, ...rest } = productionEnv
    expect(() => readConfig({ ...rest, DATABASE_URL: databaseUrl })).toThrow(variable)
  }
})

it.each([
  ['WEBHOOK_TOLERANCE_SECONDS', '9', '3601'],
  ['WEBHOOK_RETENTION_DAYS', '0', '366'],
  ['WEBHOOK_BODY_LIMIT_BYTES', '1023', '33554433'],
])('%s has bounds', (variable, ...wrong) => {
  for (const value of wrong) expect(() => testConfig({ [variable]: value })).toThrow(variable)
})
