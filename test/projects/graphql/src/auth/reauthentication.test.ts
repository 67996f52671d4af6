import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSessionApp, type SessionApp, steppedClock } from '../../test/support/sessions.ts'
import { requireRecentLogin } from './reauthentication.ts'

const clock = steppedClock()
let app: SessionApp

beforeAll(async () => {
  app = await createSessionApp({ clock })
})
afterAll(() => app.close())

const config = { reauthenticationMs: 900_000 }

test('is for whoever has logged in of late, which a refresh does not make it', async () => {
  const { accessToken, refreshToken } = await app.logIn()
  const behind = async (token: string) => ({
    principal: (await app.sessions.authenticate(app.readToken(token).claims as never)) ?? null,
  })
  clock.advance(900_000)
  requireRecentLogin(await behind(accessToken), config, clock)
  clock.advance(1)
  const next = (await app.refresh(refreshToken)).json()
  const request = await behind(next.accessToken)
  expect(() => requireRecentLogin(request, config, clock)).toThrow(
    expect.objectContaining({ kind: 'forbidden', code: 'reauthentication_required' }),
  )
})

test('is for nobody of whom it is not known when that was', () => {
  const request = { principal: { id: '', roles: [] } }
  expect(() => requireRecentLogin(request, config, clock)).toThrow('Log in again')
})
