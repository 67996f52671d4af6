import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ScratchDatabase, scratchDatabase } from './support/database.ts'
import { makeProject, OF_SLICES, passesChecks } from './support/project.ts'
import { query, SCHEMA } from './support/query.ts'
import { emptyFolder, run, succeed } from './support/run.ts'

// The fields of a resource change while there are rows of it and edits in its files: the rows stay,
// the edits stay, and the migration goes up, down and up again, on both databases. Then they get an
// owner, and so does what they refer to.

const project = join(emptyFolder('field'), 'my-api')
const plop = (...args: string[]) => run('npx', ['plop', ...args, '--yes'], { cwd: project })
const service = join(project, 'src/resources/articles/article.service.ts')
const SOMEONE = '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52'
const note = '// What we know and no template does.\n'

let server: ScratchDatabase

beforeAll(async () => {
  await makeProject(project)
  await succeed('npx', ['plop', 'resource', 'user', '--', '--fields', 'name:string', '--yes'], {
    cwd: project,
  })
  const fields = 'title:string(20) body:text rank:integer? views:integer=0 author:ref(user)'
  await succeed('npx', ['plop', 'resource', 'article', '--', '--fields', fields, '--yes'], {
    cwd: project,
  })
  writeFileSync(service, note + readFileSync(service, 'utf8'))
  server = await scratchDatabase('field')
})

afterAll(async () => {
  await server?.drop()
  rmSync(dirname(project), { recursive: true, force: true })
})

const databases = [
  ['PGlite', () => ({ NODE_ENV: 'development' })],
  ['PostgreSQL', () => ({ NODE_ENV: 'development', DATABASE_URL: server.url })],
] as const

/**
 * Writes to the table, some rows in each transaction, until it is told to end; gives what failed.
 */
async function startWriting(env: Readonly<Record<string, string>>) {
  const [file, begun, stop] = ['write.ts', 'begun', 'stop'].map((name) => join(project, name)) as [
    string,
    string,
    string,
  ]
  writeFileSync(
    file,
    `
    import { existsSync, writeFileSync } from 'node:fs'
    import { setTimeout as sleep } from 'node:timers/promises'
    import pg from 'pg'
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
    await client.connect()
    const errors = []
    let written = 0
    while (!existsSync('stop')) {
      try {
        await client.query('begin')
        await client.query(\`update articles set content = 'written' where id in
          (select id from articles where title like 'Bulk%' order by random() limit 3)\`)
        await client.query(\`insert into articles
          (id, title, content, tags, writer_id, created_at, updated_at)
          select gen_random_uuid(), 'Written ' || gen_random_uuid(), 'text', '{}', id, now(), now()
          from users\`)
        await sleep(5)
        await client.query('commit')
        written += 1
      } catch (error) {
        errors.push(error.message)
        await client.query('rollback')
      }
      if (written === 1) writeFileSync('begun', '')
    }
    await client.end()
    process.stdout.write('result:' + JSON.stringify({ written, errors }))
  `,
  )
  const writing = succeed('npx', ['--no-install', 'node', 'write.ts'], { cwd: project, env })
  writing.catch(() => {})
  while (!existsSync(begun)) await Promise.race([sleep(50), writing])
  return {
    async end(): Promise<{ written: number; errors: string[] }> {
      writeFileSync(stop, '')
      const { stdout } = await writing
      for (const made of [file, begun, stop]) rmSync(made)
      return JSON.parse(stdout.slice(stdout.indexOf('result:') + 'result:'.length))
    },
  }
}

const command = (env: Readonly<Record<string, string>>, word: string) =>
  succeed('npx', ['--no-install', 'node', 'src/commands/database.ts', word], { cwd: project, env })

const tryCommand = (env: Readonly<Record<string, string>>, word: string) =>
  run('npx', ['--no-install', 'node', 'src/commands/database.ts', word], { cwd: project, env })

const insert = `
  with someone as (
    insert into users (id, name, created_at, updated_at)
    values ('0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52', 'Ada', now(), now()) returning id
  )
  insert into articles (id, title, body, rank, views, author_id, created_at, updated_at)
  select gen_random_uuid(), 'No. ' || n, 'text', case when n > 1 then n end, n, id, now(), now()
  from someone, generate_series(1, 3) n
`

describe('the fields of a resource', () => {
  const before: unknown[] = []

  test.each(databases)('have rows on %s', async (_, env) => {
    await command(env(), 'migrate')
    await query(project, env(), insert)
    before.push(await query(project, env(), SCHEMA))
  })

  test('are not changed without leave to lose what is in them', async () => {
    const refused = await plop('field', 'article', '--', '--drop', 'views')
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('--allow-data-loss')
    expect(readdirSync(join(project, 'migrations'))).toHaveLength(3)
  })

  test('are dropped, renamed, altered and added in one operation', async () => {
    const words = ['--drop', 'views', '--allow-data-loss', '--rename', 'body:content author:writer']
    const alter = 'title:string(300):min(2) rank:bigint=7'
    const add =
      'slug:string(80)?:unique live:boolean=true editor:ref(user)?:setnull tags:string[] mood:string(20)?'
    const done = await plop('field', 'article', '--', ...words, '--alter', alter, '--add', add)
    expect(done.stderr).toContain('Is lost: views')
    expect(done.code).toBe(0)
    expect(readFileSync(service, 'utf8').startsWith(note)).toBe(true)
    const again = await plop('field', 'article', '--', ...words, '--alter', alter, '--add', add)
    expect(again.stderr).toContain('nothing to change')
  })

  test.each(databases)('keep their rows on %s, there, back and there again', async (name, env) => {
    await command(env(), 'migrate')
    const rows = `
      select title, content, rank::integer as rank, live, tags, slug, editor_id,
        (select u.name from users u where u.id = writer_id) as writer
      from articles order by title
    `
    const row = {
      content: 'text',
      live: true,
      tags: [],
      slug: null,
      editor_id: null,
      writer: 'Ada',
    }
    const expected = [7, 2, 3].map((rank, at) => ({ ...row, title: `No. ${at + 1}`, rank }))
    expect(await query(project, env(), rows)).toEqual(expected)
    const after = await query(project, env(), SCHEMA)

    await command(env(), 'rollback')
    const was = (before[name === 'PGlite' ? 0 : 1] as { it: string }[]).map(({ it }) => it)
    const is = ((await query(project, env(), SCHEMA)) as { it: string }[]).map(({ it }) => it)
    expect(is).toEqual(was)
    expect(await query(project, env(), 'select body, views from articles')).toEqual(
      Array.from({ length: 3 }, () => ({ body: 'text', views: 0 })),
    )

    await command(env(), 'migrate')
    expect(await query(project, env(), rows)).toEqual(expected)
    expect(await query(project, env(), SCHEMA)).toEqual(after)
  })

  test('are changed in a way that takes long, and the plan says so', async () => {
    const alter =
      'title:string(300):min(2):unique mood:string(20):min(2)=calm live:boolean:index=true'
    const done = await plop('field', 'article', '--', '--alter', alter)
    expect(done.stderr).toMatch(/stops half-way .*where two rows have the same title/)
    expect(done.stderr).toContain('comes after its transaction')
    expect(done.code).toBe(0)
  })

  const earlier = new Map<string, unknown>()

  test.each(databases)('are as they were, on %s', async (name, env) => {
    earlier.set(name, await query(project, env(), SCHEMA))
  })

  test('stop half-way where two rows have the same, while others write', async () => {
    const [, [, env]] = databases
    await query(
      project,
      env(),
      `insert into articles (id, title, content, tags, writer_id, created_at, updated_at)
       select gen_random_uuid(), 'Bulk ' || n % 4999, 'text', '{}', id, now(), now()
       from users, generate_series(0, 4999) n`,
    )
    const writer = await startWriting(env())
    const stopped = await tryCommand(env(), 'migrate')
    expect(await writer.end()).toEqual({ written: expect.any(Number), errors: [] })

    expect(stopped.code).toBe(1)
    expect(stopped.stderr).toMatch(/stopped half-way: .*articles_title_unique/)
    expect((await tryCommand(env(), 'status')).stdout).toContain('(stopped half-way)')
    expect(await query(project, env(), 'select from articles where mood is null')).toEqual([])
    const invalid = 'select indexrelid::regclass from pg_index where not indisvalid'
    expect(await query(project, env(), invalid)).toEqual([])
  })

  test('go on from there when it is mended, by one of two who migrate at once', async () => {
    const [, [, env]] = databases
    await query(
      project,
      env(),
      `update articles set title = 'Bulk again' where id =
       (select id from articles where title = 'Bulk 0' limit 1)`,
    )
    const writer = await startWriting(env())
    const both = await Promise.all([command(env(), 'migrate'), command(env(), 'migrate')])
    expect(await writer.end()).toEqual({ written: expect.any(Number), errors: [] })

    const lines = both.map(({ stdout }) => stdout.trim().replace(/\d{8}T\d{6}Z/, '<at>')).sort()
    expect(lines).toEqual(['Nothing to apply.', 'applied  <at>_change_articles'])
    expect(await query(project, env(), "select from articles where mood <> 'calm'")).toEqual([])
  })

  test.each(databases)('go up, down and up again to the same on %s', async (name, env) => {
    await command(env(), 'migrate')
    const after = await query(project, env(), SCHEMA)
    await command(env(), 'rollback')
    expect(await query(project, env(), SCHEMA)).toEqual(earlier.get(name))
    await command(env(), 'migrate')
    expect(await query(project, env(), SCHEMA)).toEqual(after)
    await query(project, env(), "delete from articles where title not like 'No.%'")
  })

  test("are somebody's from now on, and stay when they are removed", async () => {
    const owned = ['--access', 'owner', '--owner', SOMEONE]
    for (const words of [
      ['article', '--', ...owned, '--soft-delete'],
      ['user', '--', ...owned],
    ]) {
      const done = await plop('options', ...words)
      expect(done.code, done.stderr).toBe(0)
    }
    expect(readFileSync(service, 'utf8').startsWith(note)).toBe(true)
  })

  test.each(databases)(
    'belong to whoever was named on %s, there, back and there',
    async (_, env) => {
      const before = await query(project, env(), SCHEMA)
      await command(env(), 'migrate')
      const owners = `
      select a.owner_id, u.owner_id as users, a.deleted_at from articles a
      join users u on u.id = a.writer_id and u.owner_id = a.owner_id
    `
      const row = { owner_id: SOMEONE, users: SOMEONE, deleted_at: null }
      expect(await query(project, env(), owners)).toEqual([row, row, row])
      const after = await query(project, env(), SCHEMA)

      await query(project, env(), "update articles set deleted_at = now() where title = 'No. 3'")
      await command(env(), 'rollback')
      await command(env(), 'rollback')
      expect(await query(project, env(), SCHEMA)).toEqual(before)
      expect(await query(project, env(), 'select title from articles order by title')).toEqual([
        { title: 'No. 1' },
        { title: 'No. 2' },
      ])

      await command(env(), 'migrate')
      expect(await query(project, env(), SCHEMA)).toEqual(after)
      expect(await query(project, env(), owners)).toEqual([row, row])
    },
  )

  test('leave a project that passes its own checks', async () => {
    await passesChecks(project, OF_SLICES)
  })

  test('leave one that passes its tests on PostgreSQL', async () => {
    const tests = ['--no-install', 'vitest', 'run', 'test/migrations.test.ts', 'src/resources']
    const env = { TEST_DATABASE_URL: process.env.TEST_DATABASE_URL }
    await succeed('npx', tests, { cwd: project, env })
  })
})
