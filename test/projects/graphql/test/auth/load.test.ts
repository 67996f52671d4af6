import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAccount, password } from '../support/accounts.ts'
import { createTestApp, type TestApp } from '../support/app.ts'
import { exchange } from '../support/http.ts'

// What a client can send to make the service slow, or large. There are no bounds of time in here.

let app: TestApp
let origin: string

beforeAll(async () => {
  app = await createTestApp({ identify: 'own', env: { HOST: '127.0.0.1' } })
  origin = (await app.listen()).api
  await createAccount(app, 'known@example.com')
})

afterAll(() => app.close())

function logIn(email: string, chosen: string): Promise<Response> {
  return fetch(`${origin}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: chosen }),
  })
}

const MEGABYTE = 1_024 * 1_024

it('refuses a password of 10 MB before it has read it', async () => {
  // It may hang up before all is sent.
  const status = await logIn('known@example.com', 'x'.repeat(10 * MEGABYTE)).then(
    (answer) => answer.status,
    () => 413,
  )
  expect(status).toBe(413)
  const answer = await app.api.inject({
    method: 'POST',
    url: '/v1/auth/login',
    payload: { email: 'known@example.com', password: 'x'.repeat(10 * MEGABYTE) },
  })
  expect(answer.json()).toMatchObject({ status: 413 })
})

it('refuses a header of 1 MB', async () => {
  const head = ['GET /v1/me HTTP/1.1', 'Host: localhost', 'Connection: close']
  const bytes = [...head, `Authorization: Bearer ${'x'.repeat(MEGABYTE)}`, '', ''].join('\r\n')
  expect(await exchange(origin, bytes)).toMatch(/^HTTP\/1\.1 431 /)
})

it('bears 300 logins at once: some get in, the others are told to come later (S-PW7)', async () => {
  const before = process.memoryUsage.rss()
  let largest = before
  let open = 300
  const logins = Array.from({ length: 300 }, async () => {
    const answer = await logIn('known@example.com', password)
    open -= 1
    largest = Math.max(largest, process.memoryUsage.rss())
    return { status: answer.status, retryAfter: answer.headers.get('retry-after') }
  })
  const health = await fetch(`${origin}/health/live`)
  // Nobody had to wait for the last of them.
  expect(health.status).toBe(200)
  expect(open).toBeGreaterThan(0)

  const answers = await Promise.all(logins)
  const statuses = new Set(answers.map((it) => it.status))
  expect([...statuses].filter((it) => it !== 200 && it !== 503)).toEqual([])
  expect(statuses).toContain(200)
  const refused = answers.filter((it) => it.status === 503)
  for (const { retryAfter } of refused) expect(retryAfter).toMatch(/^[1-9]\d*$/)
  // Each of them at once would take 19 MB.
  expect((largest - before) / MEGABYTE).toBeLessThan(1_000)
  expect((await logIn('known@example.com', password)).status).toBe(200)
})
