import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { visit } from './support/browser.ts'
import { scratchDatabase } from './support/database.ts'
import { OF_SLICES, passesChecks } from './support/project.ts'
import { emptyFolder, repository, run, succeed } from './support/run.ts'
import { type Server, serve } from './support/server.ts'

// The whole path as a new user walks it, with the packed package and nothing else.
const area = emptyFolder('story')
const project = join(area, 'my-api')
const fields = 'title:string(200) body:text? views:integer=0 live:boolean'

const npm = (...args: string[]) => succeed('npm', args, { cwd: project })
const databaseUrl = process.env.TEST_DATABASE_URL

describe('from the packed package', () => {
  beforeAll(async () => {
    await succeed('npm', ['pack', '--pack-destination', area], { cwd: repository })
    const archive = readdirSync(area).find((name) => name.endsWith('.tgz'))
    const made = await succeed('npx', ['--yes', `./${archive}`, 'my-api', '--yes'], {
      cwd: area,
    })
    expect(made.stderr).toContain('npm run dev')
  })

  afterAll(() => rmSync(area, { recursive: true, force: true }))

  test('the project is in git, complete, with nothing left over', async () => {
    expect((await succeed('git', ['status', '--porcelain'], { cwd: project })).stdout).toBe('')
    const tracked = (await succeed('git', ['ls-files'], { cwd: project })).stdout.split('\n')
    expect(tracked).toContain('package-lock.json')
    expect(tracked).toContain('docs/openapi.json')
    expect(tracked.filter((path) => /^vendor\/create-alex-api-.*\.tgz$/.test(path))).toHaveLength(1)
    expect(tracked).not.toContain('.env')
    expect(readdirSync(area).filter((name) => name.includes('partial'))).toEqual([])
  })

  test('its secrets are its own', () => {
    const secrets = readFileSync(join(project, '.env'), 'utf8')
    expect(statSync(join(project, '.env')).mode & 0o777).toBe(0o600)
    const secret = /^CURSOR_SECRET=(.+)$/m.exec(secrets)?.[1] ?? ''
    expect(Buffer.from(secret, 'base64url').length).toBeGreaterThanOrEqual(32)
    expect(readFileSync(join(project, '.env.example'), 'utf8')).not.toContain(secret)
  })

  test('its own checks are green without a warning, and the formatter changes nothing', async () => {
    // Its tests were run when it was made.
    await checked([])
  })

  test('it starts and answers', async () => {
    const server = await serve('npm', ['run', 'dev'], { cwd: project })
    try {
      expect((await fetch(`${server.url}/health/ready`)).status).toBe(200)
      expect((await fetch(`${server.url}/v1/articles`)).status).toBe(404)
    } finally {
      await server.stop()
    }
  })

  test('a resource joins it', async () => {
    const grown = await succeed(
      'npx',
      ['plop', 'resource', 'article', '--', '--fields', fields, '--yes'],
      {
        cwd: project,
      },
    )
    expect(grown.stderr + grown.stdout).not.toMatch(/failed/i)
    // All of them run on PostgreSQL, below.
    await checked(OF_SLICES)
  })

  test('the same resource again changes nothing', async () => {
    await succeed('git', ['add', '-A'], { cwd: project })
    const again = await succeed(
      'npx',
      ['plop', 'resource', 'article', '--', '--fields', fields, '--yes'],
      {
        cwd: project,
      },
    )
    expect(again.stderr + again.stdout).toMatch(/nothing to change/i)
    expect((await succeed('git', ['diff', '--name-only'], { cwd: project })).stdout).toBe('')
  })

  test('the resource answers on the embedded database', async () => {
    const server = await serve('npm', ['run', 'dev'], { cwd: project })
    try {
      await walk(server)
    } finally {
      await server.stop()
    }
  })

  test('its documentation renders from this host alone, and breaks no policy', async () => {
    const server = await serve('npm', ['run', 'dev'], { cwd: project })
    try {
      const page = await visit(`${server.url}/docs`, 'List articles')
      expect(page.complaints).toEqual([])
      expect(page.requests.filter((url) => !/^(data|blob):/.test(url))).not.toHaveLength(0)
      for (const url of page.requests) expect(url).toMatch(new RegExp(`^(${server.url}/|data:)`))
      for (const operation of ['GET', 'POST', 'PATCH', 'DELETE'])
        expect(page.text).toContain(operation)
    } finally {
      await server.stop()
    }
  })

  test('doctor finds nothing, and leaves the embedded database alone', async () => {
    const before = sumsBelow(join(project, '.data'))
    const healthy = await succeed('npx', ['create-alex-api', 'doctor', '--json'], { cwd: project })
    expect(JSON.parse(healthy.stdout)).toMatchObject({ ok: true, findings: [], skipped: [] })
    expect(sumsBelow(join(project, '.data'))).toEqual(before)
    expect(before).not.toEqual([])
  })

  test('everything again on PostgreSQL', async () => {
    if (databaseUrl === undefined) throw new Error('TEST_DATABASE_URL is not set')
    const scratch = await scratchDatabase('story')
    try {
      const env = { DATABASE_URL: scratch.url }
      await succeed('npm', ['test'], {
        cwd: project,
        env: { ...env, TEST_DATABASE_URL: databaseUrl },
      })
      const before = await run('npm', ['run', 'db:status'], { cwd: project, env })
      expect(before).toMatchObject({ code: 1 })
      expect(before.stdout).toMatch(/missing .*create_articles/)
      const server = await serve('npm', ['run', 'dev'], { cwd: project, env })
      try {
        await walk(server)
      } finally {
        await server.stop()
      }
      await succeed('npm', ['run', 'db:status'], { cwd: project, env })
      await succeed('npm', ['run', 'db:rollback'], { cwd: project, env })
      await succeed('npm', ['run', 'db:migrate'], { cwd: project, env })
    } finally {
      await scratch.drop()
    }
  })

  test('a clone installs where the package is not to be had', async () => {
    const clone = join(area, 'elsewhere')
    await succeed('git', ['commit', '--quiet', '--all', '--message', 'Add articles'], {
      cwd: project,
      env: {
        GIT_AUTHOR_NAME: 'A',
        GIT_AUTHOR_EMAIL: 'a@example.org',
        GIT_COMMITTER_NAME: 'A',
        GIT_COMMITTER_EMAIL: 'a@example.org',
      },
    })
    await succeed('git', ['clone', '--quiet', project, clone], { cwd: area })
    await succeed('npm', ['ci', '--no-audit', '--no-fund'], { cwd: clone })
    await succeed('npx', ['plop', 'resource', 'note', '--', '--fields', 'text:text', '--yes'], {
      cwd: clone,
    })
    await passesChecks(clone, ['src/resources/notes', 'src/commands/openapi.test.ts'])
    // What git does not have is all that is missing.
    const mended = await succeed('npx', ['create-alex-api', 'doctor', '--fix'], { cwd: clone })
    expect(mended.stderr).toContain('Done:\n  made .env, with secrets of its own\n')
    expect(mended.stderr).toContain('Nothing to mend')
    expect(statSync(join(clone, '.env')).mode & 0o777).toBe(0o600)
  })
})

function sumsBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return files
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
    .map((path) => `${createHash('sha256').update(readFileSync(path)).digest('hex')}  ${path}`)
}

async function checked(tests?: readonly string[]): Promise<void> {
  const said = await passesChecks(project, tests)
  // What npm says of the machine's own configuration is not the project's.
  const printed = said.replaceAll(/^npm warn Unknown \w+ config .*$/gm, '')
  expect(printed).not.toMatch(/\bwarn(ing)?s?\b/i)
  await succeed('git', ['add', '-A'], { cwd: project })
  await npm('run', 'format')
  expect((await succeed('git', ['diff', '--name-only'], { cwd: project })).stdout).toBe('')
}

/** Create, list, read, patch and delete, as a client would. */
async function walk({ url }: Server): Promise<void> {
  const json = { 'content-type': 'application/json' }
  const created = await fetch(`${url}/v1/articles`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ title: 'First', body: null, live: true }),
  })
  expect(created.status).toBe(201)
  const location = created.headers.get('location') ?? ''
  const article = (await created.json()) as Record<string, unknown>
  expect(article).toMatchObject({ title: 'First', body: null, views: 0, live: true, version: 1 })

  const list = (await (await fetch(`${url}/v1/articles`)).json()) as {
    data: unknown[]
    page: unknown
  }
  expect(list.data).toEqual([article])
  expect(list.page).toEqual({ limit: 20, next: null })

  const one = new URL(location, url)
  expect(await (await fetch(one)).json()).toEqual(article)

  const patched = await fetch(one, {
    method: 'PATCH',
    headers: { 'content-type': 'application/merge-patch+json' },
    body: JSON.stringify({ title: 'Second' }),
  })
  expect(patched.status).toBe(200)
  expect(await patched.json()).toMatchObject({ title: 'Second', version: 2 })

  const refused = await fetch(`${url}/v1/articles`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ title: 1, live: true, surprise: true }),
  })
  expect(refused.status).toBe(422)
  expect(refused.headers.get('content-type')).toContain('application/problem+json')

  expect((await fetch(one, { method: 'DELETE' })).status).toBe(204)
  expect((await fetch(one)).status).toBe(404)
  expect((await fetch(one, { method: 'PUT' })).headers.get('allow')).toContain('PATCH')
}
