import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DatabaseHandle } from '../../src/database/connection.ts'
import { bearer, createAccount, logIn, mailTo, password, post } from '../support/accounts.ts'
import { createTestApp, type TestApp } from '../support/app.ts'
import { createTestDatabase } from '../support/database.ts'

// Two applications on one database, as two processes are.

const other = 'seven quiet harbours'
let database: DatabaseHandle
let apps: readonly TestApp[]
let app: TestApp

beforeAll(async () => {
  database = await createTestDatabase()
  const options = { identify: 'own', database, env: { AUTH_LOGIN_MAX: '10' } } as const
  apps = [await createTestApp(options), await createTestApp(options)]
  app = apps[0] as TestApp
})

afterAll(async () => {
  await Promise.all(apps.map((it) => it.close()))
  await database.close()
})

/** What so many wrong logins are answered with, each from a network of its own. */
async function statusesOf(count: number, email: string, at = app): Promise<number[]> {
  const statuses: number[] = []
  for (let index = 0; index < count; index += 1) {
    const remoteAddress = `198.51.100.${index + 1}`
    const payload = { email, password: other }
    const url = '/v1/auth/login'
    const answer = await at.api.inject({ method: 'POST', url, payload, remoteAddress })
    statuses.push(answer.statusCode)
    if (answer.statusCode === 429) expect(answer.headers['retry-after']).toMatch(/^[1-9]\d*$/)
  }
  return statuses
}

const failed = (count: number) => Array<number>(count).fill(401)

it('counts what all processes have seen (S-TH1)', async () => {
  const { email } = await createAccount(app, 'shared@example.com')
  expect(await statusesOf(6, email, apps[0])).toEqual(failed(6))
  expect(await statusesOf(6, email, apps[1])).toEqual([...failed(4), 429, 429])
})

it('treats an address without an account in the same way (S-EN3)', async () => {
  const { email } = await createAccount(app, 'real@example.com')
  const real = await statusesOf(12, email)
  expect(real).toEqual([...failed(10), 429, 429])
  expect(await statusesOf(12, 'ghost@example.com')).toEqual(real)
})

it('refuses the right password too, as long as the block lasts, and logs it (S-TH2)', async () => {
  const { email } = await createAccount(app, 'victim@example.com')
  await statusesOf(10, email)
  expect((await post(app, 'login', { email, password })).statusCode).toBe(429)
  expect(app.logs).toContainEqual(expect.objectContaining({ event: 'auth.login.throttled' }))

  // Whoever reads the mails gets in nevertheless.
  await post(app, 'password-reset', { email })
  const { token } = await mailTo(app, email, 'reset')
  await post(app, 'password-reset', { token, password: other })
  await logIn(app, email, other)
})

it('gives whoever has a token no more attempts at the password', async () => {
  const { email } = await createAccount(app, 'guess@example.com')
  const headers = bearer(await logIn(app, email))
  const guess = { currentPassword: 'not the password', password: other }
  const statuses: number[] = []
  for (let at = 0; at < 11; at += 1) {
    statuses.push((await post(app, 'password', guess, headers)).statusCode)
  }
  expect(statuses).toEqual([...Array(10).fill(422), 429])
})

describe('mails', () => {
  it.each([
    ['password-reset', { email: 'bombed@example.com' }],
    ['register', { email: 'flooded@example.com', password }],
  ])('that %s asks for are half as many', async (action, body) => {
    const statuses: number[] = []
    for (let at = 0; at < 6; at += 1) statuses.push((await post(app, action, body)).statusCode)
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429])
  })
})
