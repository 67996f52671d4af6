import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signToken } from '../../test/support/forged-tokens.ts'
import { createSessionApp, type SessionApp, steppedClock } from '../../test/support/sessions.ts'

const clock = steppedClock()
let app: SessionApp

beforeAll(async () => {
  app = await createSessionApp({ clock })
})
afterAll(() => app.close())

describe('an access token', () => {
  test('says who and until when, and nothing of a person', async () => {
    const accountId = await app.signUp(['admin'])
    const { accessToken } = await app.logIn(accountId)
    const { header, claims } = app.readToken(accessToken)
    const now = Math.floor(clock.now().getTime() / 1_000)
    expect(header).toEqual({ alg: 'Ed25519', typ: 'at+jwt', kid: app.key.kid })
    expect(claims).toEqual({
      iss: 'http://localhost:0',
      aud: app.config.auth.audience,
      client_id: app.config.auth.audience,
      sub: accountId,
      sid: expect.any(String),
      jti: expect.any(String),
      auth_time: now,
      iat: now,
      exp: now + 600,
    })
  })

  test('ends after ten minutes, and the half that clocks may differ by', async () => {
    const { accessToken } = await app.logIn()
    clock.advance(629_000)
    expect(await app.statusFor(accessToken)).toBe(200)
    clock.advance(1_000)
    const answer = await app.sessionsFor(accessToken)
    expect(answer.json()).toMatchObject({ code: 'invalid_token', detail: 'The token has expired.' })
  })

  test('of one account with the session of another is of nobody', async () => {
    const one = await app.logIn()
    const two = await app.logIn()
    const { header, claims, key } = app.readToken(one.accessToken)
    const mixed = signToken(header, { ...claims, sid: app.sessionOf(two.accessToken) }, key)
    expect(await app.statusFor(mixed)).toBe(401)
  })

  test('has the roles that the account has now', async () => {
    const { accountId, accessToken } = await app.logIn()
    const rolesNow = async () => {
      const { claims } = app.readToken(accessToken)
      return (await app.sessions.authenticate(claims as never))?.roles
    }
    expect(await rolesNow()).toEqual([])
    await app.db
      .updateTable('auth_accounts')
      .set({ roles: ['editor'] })
      .where('id', '=', accountId)
      .execute()
    expect(await rolesNow()).toEqual(['editor'])
  })
})
