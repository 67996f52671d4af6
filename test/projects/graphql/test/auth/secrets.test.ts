import { afterAll, beforeAll, expect, it } from 'vitest'
import { bearer, logIn, mailTo, post } from '../support/accounts.ts'
import { createTestApp, type TestApp } from '../support/app.ts'

// Everything is done once with values that can be told from all others, and then looked for where they
// must not be (S-LG2).

const email = 'marker.address@example.com'
const changedEmail = 'marker.changed@example.com'
const password = 'marker of a first password'
const changed = 'marker of another password'
const wrong = 'marker of a wrong password'

let app: TestApp
const bodies: string[] = []
let stored = ''
const secrets: string[] = [email, changedEmail, 'marker.', password, changed, wrong]

async function send(action: string, body: object | string, headers: Record<string, string> = {}) {
  const answer = await app.api.inject({
    method: 'POST',
    url: `/v1/auth/${action}`,
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  })
  if (answer.statusCode >= 400) bodies.push(answer.body)
  return answer
}

/** What is in the tables that hold no address, the bytes as text. */
async function dump(): Promise<string> {
  const tables = [
    'auth_mail_tokens',
    'auth_sessions',
    'auth_refresh_tokens',
    'auth_attempts',
  ] as const
  const rows = await Promise.all(
    tables.map((table) => app.db.selectFrom(table).selectAll().execute()),
  )
  return rows
    .flat()
    .flatMap((row) => Object.values(row))
    .map(String)
    .join('\n')
}

async function secretIn(kind: Parameters<typeof mailTo>[2], to = email): Promise<string> {
  const { token } = await mailTo(app, to, kind)
  secrets.push(token)
  return token
}

beforeAll(async () => {
  app = await createTestApp({ identify: 'own', env: { LOG_LEVEL: 'trace' } })

  await send('register', { email, password })
  await send('login', { email, password })
  const token = await secretIn('verify')
  await send('verify', { token })
  await send('verify', { token })
  await send('register', { email, password })
  await send('login', { email, password: wrong })
  const tokens = await logIn(app, email, password)
  secrets.push(tokens.accessToken, tokens.refreshToken)
  const again = (await post(app, 'refresh', { refreshToken: tokens.refreshToken })).json()
  secrets.push(again.accessToken, again.refreshToken)
  const headers = bearer(again)
  await send('password', { currentPassword: wrong, password: changed }, headers)
  await send('password', { currentPassword: password, password: changed }, headers)
  await send('email', { email: changedEmail }, headers)
  await send('verify', { token: await secretIn('verify-email', changedEmail) })
  await send('password-reset', { email: changedEmail })
  await send('password-reset', { token: await secretIn('reset', changedEmail), password })
  // What was used already, what is not meant for it, and what is nonsense.
  await send('refresh', { refreshToken: tokens.refreshToken })
  await send('verify', { token: tokens.refreshToken })
  await send('login', { email: `${email} `, password: wrong })
  await send('login', { email, password: [wrong] })
  await send('login', `{"email":"${email}","password":"${wrong}"`)
  await send(
    'login',
    { email, password: wrong },
    { authorization: `Bearer ${tokens.accessToken}x` },
  )
  for (const url of ['/v1/me', `/v1/me?access_token=${again.accessToken}`]) {
    for (const value of [again.accessToken, `${again.accessToken}x`, tokens.refreshToken]) {
      const answer = await app.api.inject({ url, headers: bearer({ accessToken: value }) })
      if (answer.statusCode >= 400) bodies.push(answer.body)
    }
  }
  stored = await dump()
  const last = bearer(await logIn(app, changedEmail, password))
  await app.api.inject({ method: 'DELETE', url: '/v1/me', headers: last })
  await mailTo(app, changedEmail, 'account-removed')
})

afterAll(() => app.close())

function found(text: string): string[] {
  return secrets.filter(
    (secret) => text.includes(secret) || text.includes(encodeURIComponent(secret)),
  )
}

it('no secret is in a log', () => {
  expect(app.logs.length).toBeGreaterThan(20)
  expect(app.logs).toContainEqual(expect.objectContaining({ event: 'auth.login.failed' }))
  expect(found(JSON.stringify(app.logs))).toEqual([])
})

it('no secret is in a problem', () => {
  expect(bodies.length).toBeGreaterThan(10)
  expect(found(bodies.join('\n'))).toEqual([])
})

it('no secret is in a metric', async () => {
  expect(found((await app.api.inject('/metrics')).body)).toEqual([])
})

it('no password and no token is in the database as it is', () => {
  expect(stored).toContain('refresh network')
  expect(found(stored)).toEqual([])
})
