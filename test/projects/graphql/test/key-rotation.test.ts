import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import pino from 'pino'
import { expect, inject, onTestFinished, test } from 'vitest'
import { createKey, printKeySet, type SigningKey } from '../src/auth/keys/key-set.ts'
import { createHandle, type DatabaseHandle } from '../src/database/connection.ts'
import { newId } from '../src/shared/id.ts'
import { createTestApp } from './support/app.ts'
import { testConfig } from './support/config.ts'
import { createTestDatabase } from './support/database.ts'
import { createScratchDatabase } from './support/postgres.ts'
import { run } from './support/process.ts'
import { sessionsOf } from './support/sessions.ts'

// Keys change while two processes serve, and nobody notices (S-JW6). With TEST_DATABASE_URL these are
// two processes; the embedded database can be open in one, so that they are two applications there.

const server = inject('testServer')
const issuer = 'https://api.example.com'

/** A key set in a file, which changes as `auth:keys rotate` changes it. */
async function keyFile(...first: SigningKey[]) {
  const folder = await mkdtemp(join(tmpdir(), 'rotation-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'keys.json')
  async function write(...keys: SigningKey[]): Promise<void> {
    await writeFile(`${path}.draft`, printKeySet(keys))
    await rename(`${path}.draft`, path)
  }
  await write(...first)
  return { path, write }
}

async function startTwo(env: Readonly<Record<string, string>>) {
  if (!server) {
    const database = await createTestDatabase()
    const apps = [1, 2].map(() => createTestApp({ database, identify: 'own', env }))
    const origins: string[] = []
    for (const app of await Promise.all(apps)) {
      origins.push((await app.listen()).api)
      onTestFinished(() => app.close())
    }
    return { database, origins }
  }
  const scratch = await createScratchDatabase(server, true)
  const pool = new pg.Pool({ connectionString: scratch.url, max: 2 })
  const database = createHandle(pool, pino({ level: 'silent' }), { isEmbedded: false })
  const base = { NODE_ENV: 'development', PORT: '0', RATE_LIMIT_MAX: '1000000' }
  const cursor = { CURSOR_SECRET: 'q8Jx0vT4mZ7rLw2NcYb5HdKf9sGuPe1A' }
  const started = [1, 2].map(() =>
    run('src/main.ts', [], { ...base, ...cursor, ...env, DATABASE_URL: scratch.url }),
  )
  onTestFinished(async () => {
    for (const { child } of started) child.kill('SIGKILL')
    await Promise.all(started.map(({ exit }) => exit))
    await database.close()
    await scratch.drop()
  })
  const ready = await Promise.all(started.map((it) => it.waitFor('ready')))
  return { database, origins: ready.map(({ api }) => String(api)) }
}

/** Makes an account and logs in. */
async function logIn(database: DatabaseHandle, key: SigningKey) {
  const id = newId()
  const now = new Date()
  const account = { id, email: `${id}@example.com`, password_hash: null }
  const times = { verified_at: now, disabled_at: null, created_at: now, updated_at: now }
  await database.db
    .insertInto('auth_accounts')
    .values({ ...account, ...times })
    .execute()
  const config = testConfig({ AUTH_KEYS: printKeySet([key]), AUTH_ISSUER: issuer })
  const sessions = await sessionsOf({ config, database })
  return sessions.start(id, { network: '203.0.113.1' })
}

const headerOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())

async function ask(origin: string, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(`${origin}/v1/auth/sessions`, { headers })
  await answer.arrayBuffer()
  return answer.status
}

async function refresh(origin: string, refreshToken: string) {
  const answer = await fetch(`${origin}/v1/auth/refresh`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  })
  const body = (await answer.json()) as { accessToken: string; refreshToken: string }
  return { status: answer.status, ...body }
}

test('no request fails while keys change, and what is signed with one that is gone is refused', async () => {
  const old = createKey(0)
  const file = await keyFile(old)
  const { database, origins } = await startTwo({
    AUTH_KEYS_FILE: file.path,
    AUTH_KEYS_REREAD_SECONDS: '1',
    AUTH_ISSUER: issuer,
  })
  const [one = '', two = ''] = origins
  const first = await logIn(database, old)
  const statuses: number[] = []
  const signers: string[] = []
  let isServing = true

  async function client(): Promise<void> {
    let { accessToken, refreshToken } = await logIn(database, old)
    for (let turn = 0; isServing; turn += 1) {
      const [here, there] = turn % 2 === 0 ? [one, two] : [two, one]
      const answer = await refresh(here, refreshToken)
      statuses.push(answer.status, await ask(there, accessToken))
      if (answer.status !== 200) return
      accessToken = answer.accessToken
      refreshToken = answer.refreshToken
      signers.push(headerOf(accessToken).kid)
      statuses.push(await ask(there, accessToken), await ask(here, accessToken))
    }
  }

  const clients = Array.from({ length: 6 }, client)
  await sleep(500)
  const next = createKey(Math.floor(Date.now() / 1_000) + 3)
  await file.write(old, next)
  await sleep(4_000)
  isServing = false
  await Promise.all(clients)

  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(new Set(signers)).toEqual(new Set([old.kid, next.kid]))
  expect(signers.at(-1), 'the new one signs by now').toBe(next.kid)
  expect(await ask(one, first.accessToken), 'the old one holds').toBe(200)

  await file.write(next)
  await sleep(1_500)
  for (const origin of origins) {
    expect(await ask(origin, first.accessToken), 'the old one is gone').toBe(401)
    const { status, accessToken } = await refresh(origin, (await logIn(database, old)).refreshToken)
    expect(status).toBe(200)
    expect(await ask(origin, accessToken)).toBe(200)
  }
})

test('what anybody may have of the keys is their public half', async () => {
  const [old, coming] = [createKey(0), createKey(Math.floor(Date.now() / 1_000) + 600)]
  const env = { AUTH_KEYS: printKeySet([old, coming]) }
  const app = await createTestApp({ identify: 'own', env })
  onTestFinished(() => app.close())
  const answer = await app.api.inject('/.well-known/jwks.json')
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['cache-control']).toBe('public, max-age=60')
  const shown = { kty: 'OKP', crv: 'Ed25519', alg: 'Ed25519', use: 'sig' }
  expect(answer.json()).toEqual({
    keys: [old, coming].map(({ kid, x }) => ({ ...shown, kid, x })),
  })
  for (const { privateKey } of [old, coming]) {
    expect(answer.body).not.toContain(privateKey.export({ format: 'jwk' }).d)
  }
})
