import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createSessionApp,
  type SessionApp,
  steppedClock,
  withToken,
} from '../../test/support/sessions.ts'

const clock = steppedClock()
let app: SessionApp

beforeAll(async () => {
  app = await createSessionApp({ clock })
})
afterAll(() => app.close())

describe('logging out', () => {
  test('by the refresh token ends the session at once', async () => {
    const { accessToken, refreshToken } = await app.logIn()
    expect((await app.post('logout', { refreshToken })).statusCode).toBe(204)
    expect(await app.statusFor(accessToken)).toBe(401)
    expect((await app.refresh(refreshToken)).statusCode).toBe(401)
    expect((await app.post('logout', { refreshToken })).statusCode, 'again').toBe(204)
  })

  test('by the access token does too', async () => {
    const { accessToken, refreshToken } = await app.logIn()
    expect((await app.post('logout', {}, withToken(accessToken))).statusCode).toBe(204)
    expect(await app.statusFor(accessToken)).toBe(401)
    expect((await app.refresh(refreshToken)).statusCode).toBe(401)
  })

  test('by a refresh token that was used does too: it is of that session', async () => {
    const { refreshToken } = await app.logIn()
    const next = (await app.refresh(refreshToken)).json()
    expect((await app.post('logout', { refreshToken })).statusCode).toBe(204)
    expect(await app.statusFor(next.accessToken)).toBe(401)
  })

  test('does not tell whether there is such a token, and asks for one', async () => {
    expect((await app.post('logout', { refreshToken: 'A'.repeat(43) })).statusCode).toBe(204)
    expect((await app.post('logout', {})).statusCode).toBe(401)
    expect((await app.post('logout', {}, withToken('x'))).json().code).toBe('invalid_token')
  })

  test('everywhere ends all sessions of the account, and no other', async () => {
    const one = await app.logIn()
    const two = await app.logIn(one.accountId)
    const other = await app.logIn()
    expect((await app.post('logout-all', undefined, withToken(one.accessToken))).statusCode).toBe(
      204,
    )
    for (const { accessToken } of [one, two]) expect(await app.statusFor(accessToken)).toBe(401)
    expect(await app.statusFor(other.accessToken)).toBe(200)
  })
})

describe('the list of sessions', () => {
  test('shows those of the account that go on, the last used first', async () => {
    const one = await app.logIn()
    clock.advance(1_000)
    const two = await app.logIn(one.accountId)
    await app.logIn()
    const answer = await app.sessionsFor(one.accessToken)
    expect(answer.json().data).toMatchObject([
      { id: app.sessionOf(two.accessToken), isCurrent: false, network: '203.0.113.1' },
      { id: app.sessionOf(one.accessToken), isCurrent: true, userAgent: null },
    ])
  })

  test('shows where a session was used last, whatever it calls itself', async () => {
    const { refreshToken } = await app.logIn()
    const answer = await app.api.inject({
      method: 'POST',
      url: '/v1/auth/refresh',
      payload: { refreshToken },
      headers: { 'user-agent': `Ünsafe\u0000\u001b[31m ${'x'.repeat(500)}` },
      remoteAddress: '2001:db8:1:2:3::4',
    })
    const [session] = (await app.sessionsFor(answer.json().accessToken)).json().data
    expect(session.network).toBe('2001:db8:1:2::/64')
    expect(session.userAgent).toMatch(/^nsafe\[31m x{240,}$/)
    expect(session.userAgent).toHaveLength(255)
  })

  test('lets one be ended', async () => {
    const one = await app.logIn()
    const two = await app.logIn(one.accountId)
    const id = app.sessionOf(two.accessToken)
    expect((await app.endSession(id.toUpperCase(), one.accessToken)).statusCode).toBe(204)
    expect(await app.statusFor(two.accessToken)).toBe(401)
    expect((await app.refresh(two.refreshToken)).statusCode).toBe(401)
    expect((await app.endSession(id, one.accessToken)).statusCode, 'again').toBe(404)
    expect(await app.statusFor(one.accessToken)).toBe(200)
  })

  test('lets nobody end what is of somebody else, which is as if it were not there', async () => {
    const own = await app.logIn()
    const other = await app.logIn()
    const foreign = await app.endSession(app.sessionOf(other.accessToken), own.accessToken)
    const missing = await app.endSession('0198c5d8-0000-7000-8000-000000000000', own.accessToken)
    expect(foreign.statusCode).toBe(404)
    const { instance: _, requestId: __, ...problem } = foreign.json()
    expect(missing.json()).toMatchObject(problem)
    expect(await app.statusFor(other.accessToken)).toBe(200)
  })
})

test('what happened is told in one vocabulary, by ids', () => {
  const events = new Set(app.securityEvents().map(({ event }) => event))
  expect([...events]).toEqual(
    expect.arrayContaining(['auth.session.ended', 'auth.refresh.refused', 'auth.token.refused']),
  )
  expect(JSON.stringify(app.securityEvents())).not.toMatch(/@example\.com|eyJ/)
})
