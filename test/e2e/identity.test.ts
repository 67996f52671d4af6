import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeProject, passesChecks } from './support/project.ts'
import { emptyFolder, repository, succeed } from './support/run.ts'
import { type Server, serve } from './support/server.ts'

// Who calls, in whole projects: one with accounts of its own, one that takes the tokens of the first,
// and one that has grown before it got accounts.

const area = emptyFolder('identity')
const local = join(area, 'local')
const external = join(area, 'external')
const grown = join(area, 'grown')
const password = 'correct horse battery staple'

const tool = (project: string, ...args: string[]) =>
  succeed(process.execPath, [join(repository, 'dist/src/cli.js'), ...args], { cwd: project })
const plop = (project: string, ...args: string[]) =>
  succeed('npx', ['plop', ...args, '--yes'], { cwd: project })
const article = ['resource', 'article', '--', '--fields', 'title:string(200)']

afterAll(() => rmSync(area, { recursive: true, force: true }))

interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
}

async function ask(url: string, { token, json }: { token?: string; json?: object } = {}) {
  const answer = await fetch(url, {
    method: json ? 'POST' : 'GET',
    headers: {
      ...(json && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(json && { body: JSON.stringify(json) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? {} : JSON.parse(text) } satisfies Answer
}

/** The token in the mail that was sent to an address last. */
async function mailedToken(project: string, email: string): Promise<string> {
  const folder = join(project, '.data/mail')
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const mails = safeList(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
    const mail = mails.findLast((text) => text.includes(`To: ${email}`))
    const token = mail && /^[\w-]{43}$/m.exec(mail)?.[0]
    if (token) return token
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`no mail came for ${email}`)
}

function safeList(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}

async function logIn(api: string, email: string) {
  await ask(`${api}/v1/auth/register`, { json: { email, password } })
  const token = await mailedToken(local, email)
  expect((await ask(`${api}/v1/auth/verify`, { json: { token } })).status).toBe(204)
  const answer = await ask(`${api}/v1/auth/login`, { json: { email, password } })
  expect(answer.status).toBe(200)
  return answer.body as { accessToken: string; refreshToken: string }
}

describe('a project with accounts', () => {
  let server: Server
  let ada: Awaited<ReturnType<typeof logIn>>

  beforeAll(async () => {
    await makeProject(local, '--auth', 'local', '--no-docker')
    await plop(local, ...article, '--access', 'owner')
    server = await serve('npm', ['run', 'dev'], { cwd: local })
  })

  afterAll(() => server?.stop())

  test('shows what somebody owns to them, and to nobody else', async () => {
    const api = server.url
    ada = await logIn(api, 'ada@example.com')
    const bob = await logIn(api, 'bob@example.com')
    const json = { title: 'Mine' }
    const made = await ask(`${api}/v1/articles`, { token: ada.accessToken, json })
    expect(made.status).toBe(201)
    const one = `${api}/v1/articles/${made.body.id}`
    expect((await ask(one, { token: ada.accessToken })).body).toMatchObject(json)
    expect((await ask(one, { token: bob.accessToken })).status).toBe(404)
    expect((await ask(one)).status).toBe(401)
  })

  test('is believed by a project that takes its tokens', async () => {
    await makeProject(external, '--auth', 'external', '--no-docker')
    await plop(external, ...article, '--access', 'owner')
    const env = {
      AUTH_ISSUER: server.url.replace('127.0.0.1', 'localhost'),
      AUTH_AUDIENCE: 'local',
      AUTH_ALGORITHM: 'Ed25519',
      AUTH_KEYS_URL: `${server.url}/.well-known/jwks.json`,
    }
    const other = await serve('npm', ['run', 'dev'], { cwd: external, env })
    try {
      const me = await ask(`${other.url}/v1/me`, { token: ada.accessToken })
      expect(me.status, other.output()).toBe(200)
      const json = { title: 'Elsewhere' }
      const made = await ask(`${other.url}/v1/articles`, { token: ada.accessToken, json })
      expect(made.status).toBe(201)
      const [head, payload, signature] = ada.accessToken.split('.')
      const forged = `${head}.${payload}.${signature?.replace(/^./, (it) => (it === 'A' ? 'B' : 'A'))}`
      expect((await ask(`${other.url}/v1/articles`, { token: forged })).status).toBe(401)
      expect((await ask(`${other.url}/v1/articles`)).status).toBe(401)
    } finally {
      await other.stop()
    }
  })

  test('ends a session whose refresh token comes twice', async () => {
    const refresh = (refreshToken: unknown) =>
      ask(`${server.url}/v1/auth/refresh`, { json: { refreshToken } })
    const next = await refresh(ada.refreshToken)
    expect(next.status).toBe(200)
    expect((await refresh(ada.refreshToken)).status).toBe(401)
    expect((await refresh(next.body.refreshToken)).status).toBe(401)
    expect((await ask(`${server.url}/v1/me`, { token: ada.accessToken })).status).toBe(401)
  })
})

describe('a project that has grown without accounts', () => {
  test('gets them, and an owner for what is there, with every check green', async () => {
    await makeProject(grown, '--auth', 'none', '--no-docker')
    for (const name of ['article', 'note', 'tag']) {
      await plop(grown, 'resource', name, '--', '--fields', 'title:string(200)')
    }
    await tool(grown, 'add', 'auth', '--yes')
    const owner = '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52'
    await plop(grown, 'options', 'article', '--', '--access', 'owner', '--owner', owner)
    await passesChecks(grown)
  })

  test('is as it was without them', async () => {
    await tool(grown, 'undo', '--yes')
    await tool(grown, 'remove', 'auth', '--yes')
    expect(safeList(join(grown, 'src/auth'))).toEqual([])
    await passesChecks(grown, ['article', 'identity', 'config'])
  })
})
