import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSessionApp, type SessionApp, steppedClock } from '../../test/support/sessions.ts'

const DAY_MS = 24 * 60 * 60 * 1_000
const clock = steppedClock()
let app: SessionApp

beforeAll(async () => {
  app = await createSessionApp({ clock })
})
afterAll(() => app.close())

describe('a refresh', () => {
  test('gives new tokens for the one that it uses up', async () => {
    const { accessToken, refreshToken, accountId } = await app.logIn()
    const answer = await app.refresh(refreshToken)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    const next = answer.json()
    expect(next).toEqual({
      accessToken: expect.any(String),
      refreshToken: expect.stringMatching(/^[\w-]{43}$/),
      tokenType: 'Bearer',
      expiresIn: 600,
    })
    expect(next.refreshToken).not.toBe(refreshToken)
    const [before, after] = [accessToken, next.accessToken].map((it) => app.readToken(it).claims)
    expect(after).toMatchObject({ sub: accountId, sid: before?.sid, auth_time: before?.auth_time })
    expect(after?.jti).not.toBe(before?.jti)
    expect(await app.statusFor(next.accessToken)).toBe(200)
    clock.advance(1_000)
    expect((await app.refresh(next.refreshToken)).statusCode).toBe(200)
  })

  test('with a token that was used ends the session for both', async () => {
    const first = await app.logIn()
    const second = (await app.refresh(first.refreshToken)).json()
    clock.advance(1_000)

    const replayed = await app.refresh(first.refreshToken)
    expect(replayed.statusCode).toBe(401)
    expect(replayed.json().code).toBe('invalid_refresh_token')
    expect((await app.refresh(second.refreshToken)).statusCode).toBe(401)
    expect(await app.statusFor(second.accessToken)).toBe(401)
    expect(await app.statusFor(first.accessToken)).toBe(401)
    expect(app.securityEvents()).toContainEqual(
      expect.objectContaining({
        event: 'auth.refresh.reused',
        level: 'warn',
        sessionId: app.sessionOf(first.accessToken),
      }),
    )
  })

  test('with a token of long before ends the session too', async () => {
    const first = await app.logIn()
    let latest = first.refreshToken
    for (let day = 0; day < 13; day += 1) {
      clock.advance(DAY_MS)
      latest = (await app.refresh(latest)).json().refreshToken
    }
    expect((await app.refresh(first.refreshToken)).statusCode).toBe(401)
    expect((await app.refresh(latest)).statusCode).toBe(401)
  })

  test('leaves the other sessions of the account alone', async () => {
    const stolen = await app.logIn()
    const other = await app.logIn(stolen.accountId)
    expect(app.sessionOf(other.accessToken)).not.toBe(app.sessionOf(stolen.accessToken))
    await app.refresh(stolen.refreshToken)
    clock.advance(1_000)
    await app.refresh(stolen.refreshToken)
    expect((await app.refresh(other.refreshToken)).statusCode).toBe(200)
  })

  test('without a token, or with one that nobody made, is refused', async () => {
    expect((await app.post('refresh', {})).json().code).toBe('unauthenticated')
    const answer = await app.refresh('A'.repeat(43))
    expect(answer.statusCode).toBe(401)
    expect(answer.json().code).toBe('invalid_refresh_token')
  })

  test.each([['too short'], ['x'.repeat(44)], [`${'x'.repeat(42)}\0`], [1], [null], [['x']]])(
    'with %j is no refresh',
    async (refreshToken) => {
      expect((await app.post('refresh', { refreshToken })).statusCode).toBe(422)
    },
  )

  test('does not come from a form of another site', async () => {
    const { refreshToken } = await app.logIn()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await app.api.inject({
      method: 'POST',
      url: '/v1/auth/refresh',
      headers,
      payload: `refreshToken=${refreshToken}`,
    })
    expect(answer.statusCode).toBe(415)
  })
})

describe('what is kept', () => {
  test('is nothing that somebody could use who has the database', async () => {
    const { refreshToken, accessToken } = await app.logIn()
    const next = (await app.refresh(refreshToken)).json()
    const rows = [
      ...(await app.db.selectFrom('auth_refresh_tokens').selectAll().execute()),
      ...(await app.db.selectFrom('auth_sessions').selectAll().execute()),
    ]
    const text = JSON.stringify(rows, (_, value) =>
      value?.type === 'Buffer' ? String.fromCharCode(...value.data) : value,
    )
    for (const secret of [refreshToken, next.refreshToken, accessToken, next.accessToken]) {
      expect(text).not.toContain(secret)
    }
  })

  test('of a token says when it was used, and is gone when nobody could use it any more', async () => {
    const first = await app.logIn()
    const second = (await app.refresh(first.refreshToken)).json()
    clock.advance(13 * DAY_MS)
    const third = (await app.refresh(second.refreshToken)).json()
    clock.advance(2 * DAY_MS)
    await app.refresh(third.refreshToken)
    const rows = await app.db
      .selectFrom('auth_refresh_tokens')
      .select('used_at')
      .where('session_id', '=', app.sessionOf(first.accessToken))
      .execute()
    expect(rows.filter(({ used_at }) => used_at === null)).toHaveLength(1)
    expect(rows).toHaveLength(3)
  })
})

describe('a session ends', () => {
  test('when it was not used for two weeks', async () => {
    const { refreshToken, accountId, accessToken } = await app.logIn()
    clock.advance(14 * DAY_MS - 1)
    const next = (await app.refresh(refreshToken)).json()
    clock.advance(14 * DAY_MS)
    expect((await app.refresh(next.refreshToken)).statusCode).toBe(401)
    expect(await app.sessions.list(accountId)).toEqual([])
    expect(await app.sessions.end(app.sessionOf(accessToken), 'logout')).toBe(false)
  })

  test('after ninety days, however often it was used', async () => {
    const { refreshToken, accountId } = await app.logIn()
    let latest = refreshToken
    for (let day = 10; day < 90; day += 10) {
      clock.advance(10 * DAY_MS)
      const answer = await app.refresh(latest)
      expect(answer.statusCode, `day ${day}`).toBe(200)
      latest = answer.json().refreshToken
    }
    clock.advance(10 * DAY_MS - 1)
    const last = (await app.refresh(latest)).json()
    expect(await app.statusFor(last.accessToken)).toBe(200)
    clock.advance(1)
    expect((await app.refresh(last.refreshToken)).statusCode).toBe(401)
    expect(await app.statusFor(last.accessToken), 'though the token has not expired').toBe(401)
    expect(await app.sessions.list(accountId)).toEqual([])
  })

  test('when its account is disabled, at the next request', async () => {
    const { accessToken, refreshToken, accountId } = await app.logIn()
    expect(await app.statusFor(accessToken)).toBe(200)
    await app.db
      .updateTable('auth_accounts')
      .set({ disabled_at: clock.now() })
      .where('id', '=', accountId)
      .execute()
    expect(await app.statusFor(accessToken)).toBe(401)
    expect((await app.refresh(refreshToken)).statusCode).toBe(401)
  })

  test('when its account is removed', async () => {
    const { accessToken, refreshToken, accountId } = await app.logIn()
    await app.db.deleteFrom('auth_accounts').where('id', '=', accountId).execute()
    expect(await app.statusFor(accessToken)).toBe(401)
    expect((await app.refresh(refreshToken)).statusCode).toBe(401)
  })

  test('when there are fifty newer ones', async () => {
    const first = await app.logIn()
    for (let more = 0; more < 50; more += 1) {
      clock.advance(1)
      await app.logIn(first.accountId)
    }
    expect(await app.statusFor(first.accessToken)).toBe(401)
    expect(await app.sessions.list(first.accountId)).toHaveLength(50)
  })

  test('and is forgotten later, when others log in', async () => {
    const { accessToken } = await app.logIn()
    clock.advance(91 * DAY_MS)
    for (let more = 0; more < 10; more += 1) await app.logIn()
    const row = app.db.selectFrom('auth_sessions').where('id', '=', app.sessionOf(accessToken))
    expect(await row.selectAll().execute()).toEqual([])
  })
})

describe('whoever guesses refresh tokens', () => {
  test('is stopped by the network, for all processes, and others are not', async () => {
    const guessed = await createSessionApp({ clock, env: { AUTH_LOGIN_MAX: '2' } })
    const from = (remoteAddress: string, refreshToken: string) =>
      guessed.api.inject({
        method: 'POST',
        url: '/v1/auth/refresh',
        payload: { refreshToken },
        remoteAddress,
      })
    const { refreshToken } = await guessed.logIn()
    const next = (await from('203.0.113.7', refreshToken)).json()
    const statuses: number[] = []
    for (let guess = 0; guess < 12; guess += 1) {
      statuses.push((await from('203.0.113.7', 'A'.repeat(43))).statusCode)
    }
    expect(statuses.filter((it) => it === 401)).toHaveLength(10)
    const refused = await from('203.0.113.7', next.refreshToken)
    expect(refused.statusCode).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await from('203.0.113.8', next.refreshToken)).statusCode).toBe(200)
    await guessed.close()
  })
})
