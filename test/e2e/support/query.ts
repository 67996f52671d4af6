import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { succeed } from './run.ts'

type Environment = Readonly<Record<string, string>>

/**
 * Runs statements as a made project does, and gives the rows of the last one.
 *
 * @param env the project's configuration: which database it is
 */
export function query(project: string, env: Environment, statement: string) {
  return inProject(project, env, `return await rows(${JSON.stringify(statement)})`)
}

/** Columns, constraints and indexes, a line each. */
export const SCHEMA = `
  select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable as it
  from information_schema.columns where table_schema = 'public'
  union all
  select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
  from pg_constraint where connamespace = 'public'::regnamespace and contype in ('c', 'f', 'u', 'p')
  union all
  select indexdef from pg_indexes where schemaname = 'public'
  order by 1
`

/** The schema after every migration, after all of them were taken back, and after them again. */
export interface ThereAndBack {
  readonly there: readonly unknown[]
  readonly back: readonly unknown[]
  readonly again: readonly unknown[]
}

/** Applies every migration to an empty database, there, back and there again; it is empty afterwards. */
export function thereAndBack(project: string, env: Environment): Promise<ThereAndBack> {
  const body = `
    const down = async () => {
      while ((await migrateDown(database.db)).length > 0) {}
    }
    const schema = () => rows(${JSON.stringify(SCHEMA)})
    await migrateUp(database.db)
    const there = await schema()
    await down()
    const back = await schema()
    await migrateUp(database.db)
    const again = await schema()
    await down()
    return { there, back, again }
  `
  return inProject(project, env, body)
}

/** Runs code with the database of a made project, and gives what it returns. */
async function inProject(project: string, env: Environment, body: string) {
  const script = `
    import { randomBytes } from 'node:crypto'
    import { sql } from 'kysely'
    import { openDatabase } from './src/database/connection.ts'
    import { migrateDown, migrateUp } from './src/database/migrate.ts'
    import { readConfig } from './src/config.ts'
    import { createLogger } from './src/observability/logger.ts'
    const secret = { CURSOR_SECRET: randomBytes(32).toString('base64'), CURSOR_SECRET_FILE: '' }
    const config = readConfig({ ...process.env, ...secret })
    const database = await openDatabase(config, await createLogger(config))
    const rows = async (text) => (await sql.raw(text).execute(database.db)).rows
    const work = async () => { ${body} }
    const found = await work()
    process.stdout.write('found:' + JSON.stringify(found))
    await database.close()
  `
  const file = join(project, 'query.ts')
  writeFileSync(file, script)
  try {
    const node = ['--no-install', 'node', 'query.ts']
    const { stdout } = await succeed('npx', node, { cwd: project, env })
    return JSON.parse(stdout.slice(stdout.indexOf('found:') + 'found:'.length))
  } finally {
    rmSync(file)
  }
}
