import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createSessionApp, type SessionApp, sessionsOf } from '../../test/support/sessions.ts'
import type { Sessions } from './sessions.ts'

// What happens at the same time. The embedded database has one session, in which nothing does: with
// TEST_DATABASE_URL these are on a server, with several.

const from = { network: '203.0.113.1' }
let app: SessionApp
/** Another process, which has the same database. */
let elsewhere: Sessions

beforeAll(async () => {
  app = await createSessionApp()
  elsewhere = await sessionsOf(app)
})
afterAll(() => app.close())

describe.each(Array.from({ length: 20 }, (_, round) => round + 1))('round %i', () => {
  test('of fifty who refresh with one token one is answered, and goes on', async () => {
    const { refreshToken } = await app.logIn()
    const answers = await Promise.all(Array.from({ length: 50 }, () => app.refresh(refreshToken)))

    const [winner, ...others] = answers.filter(({ statusCode }) => statusCode === 200)
    expect(others).toEqual([])
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200, 401]))
    const next = winner?.json()
    expect(await app.statusFor(next.accessToken)).toBe(200)
    expect((await app.refresh(next.refreshToken)).statusCode).toBe(200)
  })

  test.runIf(inject('testServer'))('the same when they come to two processes', async () => {
    const { refreshToken } = await app.logIn()
    const answers = await Promise.allSettled(
      Array.from({ length: 50 }, (_, at) =>
        (at % 2 === 0 ? app.sessions : elsewhere).refresh(refreshToken, from),
      ),
    )

    const winners = answers.flatMap((it) => (it.status === 'fulfilled' ? [it.value] : []))
    expect(winners).toHaveLength(1)
    expect((await app.refresh(winners[0]?.refreshToken ?? '')).statusCode).toBe(200)
  })

  test('a refresh and an end of its session: it ends, whoever comes first', async () => {
    const { refreshToken, accessToken } = await app.logIn()
    const [refreshed] = await Promise.all([
      app.refresh(refreshToken),
      elsewhere.end(app.sessionOf(accessToken), 'revoked'),
    ])

    expect([200, 401]).toContain(refreshed.statusCode)
    expect(await app.statusFor(accessToken)).toBe(401)
    if (refreshed.statusCode !== 200) return
    const next = refreshed.json()
    expect(await app.statusFor(next.accessToken)).toBe(401)
    expect((await app.refresh(next.refreshToken)).statusCode).toBe(401)
  })
})

// One statement waits for the other, which takes two sessions of the database.
describe.runIf(inject('testServer'))('while a refresh is under way', () => {
  test('who ends the session waits, and the next token is worth nothing', async () => {
    const { refreshToken, accessToken } = await app.logIn()
    const sessionId = app.sessionOf(accessToken)
    let ended: Promise<boolean> | undefined
    await app.db.transaction().execute(async (trx) => {
      // As a refresh does: the session is held until the next token is there.
      await trx
        .updateTable('auth_sessions')
        .set({ last_used_at: new Date() })
        .where('id', '=', sessionId)
        .execute()
      ended = elsewhere.end(sessionId, 'revoked')
    })
    expect(await ended).toBe(true)
    expect((await app.refresh(refreshToken)).statusCode).toBe(401)
  })

  test('of somebody whose session is being ended, it waits and is refused', async () => {
    const { refreshToken, accessToken } = await app.logIn()
    let refreshed: ReturnType<typeof app.refresh> | undefined
    await app.db.transaction().execute(async (trx) => {
      await trx
        .updateTable('auth_sessions')
        .set({ revoked_at: new Date(), revoked_reason: 'revoked' })
        .where('id', '=', app.sessionOf(accessToken))
        .execute()
      refreshed = app.refresh(refreshToken)
      await new Promise((resolve) => setTimeout(resolve, 100))
    })
    expect((await refreshed)?.statusCode).toBe(401)
  })
})
