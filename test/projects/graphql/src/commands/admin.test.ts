import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { bearer, createAccount, logIn, password, post } from '../../test/support/accounts.ts'
import { createTestApp, type TestApp } from '../../test/support/app.ts'
import { run } from '../../test/support/process.ts'
import { appoint } from './admin.ts'

let app: TestApp
const events = { record: () => {} }

beforeAll(async () => {
  app = await createTestApp({ identify: 'own' })
})

afterAll(() => app.close())

async function rolesOf(email: string): Promise<readonly string[]> {
  const headers = bearer(await logIn(app, email))
  return (await app.api.inject({ url: '/v1/me', headers })).json().roles
}

it('makes the first administrator, who chooses a password', async () => {
  const { isNew, token } = await appoint(app.db, 'root@example.com', events)
  expect(isNew).toBe(true)
  const before = await post(app, 'login', { email: 'root@example.com', password })
  expect(before.statusCode).toBe(401)
  expect((await post(app, 'password-reset', { token, password })).statusCode).toBe(204)
  expect(await rolesOf('root@example.com')).toEqual(['admin'])
})

it('makes somebody who is there an administrator, and leaves the password', async () => {
  await createAccount(app, 'ann@example.com')
  expect((await appoint(app.db, 'ANN@example.com', events)).isNew).toBe(false)
  await appoint(app.db, 'ann@example.com', events)
  expect(await rolesOf('ann@example.com')).toEqual(['admin'])
})

it('is a program, which says how it is called', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'admin-'))
  onTestFinished(() => rm(dataDir, { recursive: true }))
  const env = { NODE_ENV: 'development', DATA_DIR: dataDir }
  expect(await run('src/commands/database.ts', ['migrate'], env).exit).toBe(0)
  const appointed = run('src/commands/admin.ts', ['root@example.com'], env)
  expect(await appointed.exit).toBe(0)
  expect(appointed.output.stdout).toMatch(/^[\w-]{43}$/m)

  const wrong = run('src/commands/admin.ts', ['root'], env)
  expect(await wrong.exit).toBe(2)
  expect(wrong.output.stderr).toContain('Usage')
})
