import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import {
  createSessionApp,
  type SessionApp,
  sessionsOf,
  steppedClock,
} from '../../test/support/sessions.ts'
import { openWith, sealWith } from './refresh-tokens.ts'

// A client that lost the answer may ask for it again, for a few seconds, where that is configured.

const clock = steppedClock()
const from = { network: '203.0.113.1' }
let app: SessionApp

beforeAll(async () => {
  app = await createSessionApp({ clock, env: { AUTH_REFRESH_LEEWAY_SECONDS: '10' } })
})
afterAll(() => app.close())

test('a refresh that is sent again gets the same answer, and no other', async () => {
  const { refreshToken } = await app.logIn()
  const first = await app.refresh(refreshToken)
  clock.advance(9_999)
  const again = await app.refresh(refreshToken)
  expect(again.statusCode).toBe(200)
  expect(again.body).toBe(first.body)
  const unused = app.db.selectFrom('auth_refresh_tokens').where('used_at', 'is', null)
  const sessionId = app.sessionOf(first.json().accessToken)
  expect(await unused.selectAll().where('session_id', '=', sessionId).execute()).toHaveLength(1)
})

test('also from another process', async () => {
  const { refreshToken } = await app.logIn()
  const first = await app.refresh(refreshToken)
  const elsewhere = await sessionsOf(app, clock)
  const { accessToken } = await elsewhere.refresh(refreshToken, from)
  expect(accessToken).toBe(first.json().accessToken)
})

test('after ten seconds it is what it is without', async () => {
  const { refreshToken } = await app.logIn()
  const first = await app.refresh(refreshToken)
  clock.advance(10_000)
  expect((await app.refresh(refreshToken)).statusCode).toBe(401)
  expect(await app.statusFor(first.json().accessToken)).toBe(401)
})

test('and as soon as the answer was used, since then it has arrived', async () => {
  const { refreshToken } = await app.logIn()
  const first = (await app.refresh(refreshToken)).json()
  const second = (await app.refresh(first.refreshToken)).json()
  clock.advance(1)
  expect((await app.refresh(refreshToken)).statusCode).toBe(401)
  expect(await app.statusFor(second.accessToken)).toBe(401)
})

test('no answer is given again of a session that has ended', async () => {
  const { refreshToken, accessToken } = await app.logIn()
  await app.refresh(refreshToken)
  await app.sessions.end(app.sessionOf(accessToken), 'logout')
  expect((await app.refresh(refreshToken)).statusCode).toBe(401)
})

test.runIf(inject('testServer'))(
  'of fifty at once all get one answer, in two processes',
  async () => {
    const elsewhere = await sessionsOf(app, clock)
    for (let round = 0; round < 20; round += 1) {
      const { refreshToken } = await app.logIn()
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, at) =>
          (at % 2 === 0 ? app.sessions : elsewhere).refresh(refreshToken, from),
        ),
      )
      expect(new Set(answers.map((it) => it.refreshToken)).size).toBe(1)
      expect((await app.refresh(answers[0]?.refreshToken ?? '')).statusCode).toBe(200)
    }
  },
)

test('what is kept of an answer is sealed with the token that it was given for', async () => {
  const { refreshToken } = await app.logIn()
  const { accessToken } = (await app.refresh(refreshToken)).json()
  const [{ answer } = { answer: null }] = await app.db
    .selectFrom('auth_refresh_tokens')
    .select('answer')
    .where('session_id', '=', app.sessionOf(accessToken))
    .where('answer', 'is not', null)
    .execute()
  expect(String(answer)).not.toContain(accessToken.slice(0, 20))
  expect(openWith(refreshToken, answer ?? Buffer.of())).toContain(accessToken)
  expect(() => openWith(`${refreshToken.slice(0, -1)}_`, answer ?? Buffer.of())).toThrow()
  const changed = sealWith('a', 'text')
  changed.writeUInt8(changed.readUInt8(30) ^ 1, 30)
  expect(() => openWith('a', changed)).toThrow()
})
