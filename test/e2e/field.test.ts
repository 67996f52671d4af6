import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ScratchDatabase, scratchDatabase } from './support/database.ts'
import { emptyFolder, repository, run, succeed } from './support/run.ts'

// The fields of a resource change while there are rows of it and edits in its files: the rows stay,
// the edits stay, and the migration goes up, down and up again, on both databases.

const project = join(emptyFolder('field'), 'my-api')
const tool = join(repository, 'dist/src/cli.js')
const plop = (...args: string[]) => run('npx', ['plop', ...args, '--yes'], { cwd: project })
const service = join(project, 'src/resources/articles/article.service.ts')
const note = '// What we know and no template does.\n'

let server: ScratchDatabase

beforeAll(async () => {
  const flags = ['--yes', '--no-check', '--no-git']
  await succeed(process.execPath, [tool, project, ...flags], { cwd: dirname(project) })
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

/** Runs statements as the project does, and gives the rows of the last one. */
async function query(env: Readonly<Record<string, string>>, statement: string) {
  const script = `
    import { randomBytes } from 'node:crypto'
    import { sql } from 'kysely'
    import { openDatabase } from './src/database/connection.ts'
    import { readConfig } from './src/config.ts'
    import { createLogger } from './src/observability/logger.ts'
    const secret = { CURSOR_SECRET: randomBytes(32).toString('base64'), CURSOR_SECRET_FILE: '' }
    const config = readConfig({ ...process.env, ...secret })
    const database = await openDatabase(config, await createLogger(config))
    const { rows } = await sql.raw(${JSON.stringify(statement)}).execute(database.db)
    process.stdout.write('rows:' + JSON.stringify(rows))
    await database.close()
  `
  const file = join(project, 'query.ts')
  writeFileSync(file, script)
  try {
    const { stdout } = await succeed('npx', ['--no-install', 'node', 'query.ts'], {
      cwd: project,
      env,
    })
    return JSON.parse(stdout.slice(stdout.indexOf('rows:') + 'rows:'.length))
  } finally {
    rmSync(file)
  }
}

const databases = [
  ['PGlite', () => ({ NODE_ENV: 'development' })],
  ['PostgreSQL', () => ({ NODE_ENV: 'development', DATABASE_URL: server.url })],
] as const

const command = (env: Readonly<Record<string, string>>, word: string) =>
  succeed('npx', ['--no-install', 'node', 'src/commands/database.ts', word], { cwd: project, env })

const insert = `
  with someone as (
    insert into users (id, name, created_at, updated_at)
    values ('0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52', 'Ada', now(), now()) returning id
  )
  insert into articles (id, title, body, rank, views, author_id, created_at, updated_at)
  select gen_random_uuid(), 'No. ' || n, 'text', case when n > 1 then n end, n, id, now(), now()
  from someone, generate_series(1, 3) n
`

const schema = `
  select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable as it
  from information_schema.columns where table_schema = 'public'
  union all
  select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
  from pg_constraint where connamespace = 'public'::regnamespace and contype in ('c', 'f', 'u', 'p')
  union all
  select indexdef from pg_indexes where schemaname = 'public'
  order by 1
`

describe('the fields of a resource', () => {
  const before: unknown[] = []

  test.each(databases)('have rows on %s', async (_, env) => {
    await command(env(), 'migrate')
    await query(env(), insert)
    before.push(await query(env(), schema))
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
    const add = 'slug:string(80)?:unique live:boolean=true editor:ref(user)?:setnull tags:string[]'
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
    expect(await query(env(), rows)).toEqual(expected)
    const after = await query(env(), schema)

    await command(env(), 'rollback')
    const was = (before[name === 'PGlite' ? 0 : 1] as { it: string }[]).map(({ it }) => it)
    const is = ((await query(env(), schema)) as { it: string }[]).map(({ it }) => it)
    expect(is).toEqual(was)
    expect(await query(env(), 'select body, views from articles')).toEqual(
      Array.from({ length: 3 }, () => ({ body: 'text', views: 0 })),
    )

    await command(env(), 'migrate')
    expect(await query(env(), rows)).toEqual(expected)
    expect(await query(env(), schema)).toEqual(after)
  })

  test('leave a project that passes its own checks', async () => {
    await succeed('npm', ['run', 'check'], { cwd: project })
  })

  test('leave one that passes its tests on PostgreSQL', async () => {
    const tests = ['--no-install', 'vitest', 'run', 'test/migrations.test.ts', 'src/resources']
    const env = { TEST_DATABASE_URL: process.env.TEST_DATABASE_URL }
    await succeed('npx', tests, { cwd: project, env })
  })
})
