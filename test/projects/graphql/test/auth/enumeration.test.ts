import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccount, password, post } from '../support/accounts.ts'
import { createTestApp, type TestApp } from '../support/app.ts'

// Whoever asks must not learn who has an account: not from the answer, and not from how long it takes.

const other = 'seven quiet harbours'
let app: TestApp
let count = 0

beforeAll(async () => {
  app = await createTestApp({ identify: 'own' })
  await createAccount(app, 'known@example.com')
  await post(app, 'register', { email: 'unverified@example.com', password })
  const { id } = await createAccount(app, 'disabled@example.com')
  await app.db
    .updateTable('auth_accounts')
    .set({ disabled_at: new Date() })
    .where('id', '=', id)
    .execute()
})

afterAll(() => app.close())

const newAddress = () => `ghost${count++}@example.com`

/** All that a caller sees, but what differs between any two requests. */
function seen({ statusCode, headers, body }: LightMyRequestResponse) {
  const { 'x-request-id': id, date: _date, ratelimit: _left, ...rest } = headers
  return { statusCode, headers: rest, body: body.replace(String(id), '') }
}

describe('the answer', () => {
  it('to a login is the same, whatever is wrong (S-EN1)', async () => {
    const answers = [
      await post(app, 'login', { email: 'known@example.com', password: other }),
      await post(app, 'login', { email: newAddress(), password }),
      await post(app, 'login', { email: 'unverified@example.com', password }),
      await post(app, 'login', { email: 'disabled@example.com', password }),
    ].map(seen)
    expect(answers[0]?.statusCode).toBe(401)
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })

  it.each(['register', 'password-reset'])('to %s is the same (S-EN2)', async (action) => {
    const rest = action === 'register' ? { password } : {}
    const emails = [
      'known@example.com',
      newAddress(),
      'unverified@example.com',
      'disabled@example.com',
    ]
    const answers: object[] = []
    for (const email of emails) answers.push(seen(await post(app, action, { email, ...rest })))
    expect(answers[0]).toMatchObject({ statusCode: 202 })
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })
})

const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[times.length / 2] ?? 0

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** How long one takes in comparison with the other: of 40 each, in turns, so that both have the same weather. */
async function ratioOf(one: () => Promise<unknown>, two: () => Promise<unknown>): Promise<number> {
  const [first, second]: [number[], number[]] = [[], []]
  for (let at = 0; at < 40; at += 1) {
    first.push(await timeOf(one))
    second.push(await timeOf(two))
  }
  return median(first) / median(second)
}

// Once in a while the machine does something else.
describe('the time', { retry: 3, timeout: 120_000 }, () => {
  const expectEqual = (ratio: number) => {
    expect(ratio).toBeGreaterThan(0.8)
    expect(ratio).toBeLessThan(1.25)
  }

  it('of a login does not tell (S-EN1)', async () => {
    const known = () => post(app, 'login', { email: 'known@example.com', password: other })
    expectEqual(await ratioOf(known, () => post(app, 'login', { email: newAddress(), password })))
  })

  it('of a registration does not tell (S-EN2)', async () => {
    const known = () => post(app, 'register', { email: 'known@example.com', password })
    expectEqual(
      await ratioOf(known, () => post(app, 'register', { email: newAddress(), password })),
    )
  })

  it('of a reset does not tell (S-EN2)', async () => {
    const known = () => post(app, 'password-reset', { email: 'known@example.com' })
    expectEqual(await ratioOf(known, () => post(app, 'password-reset', { email: newAddress() })))
  })
})
