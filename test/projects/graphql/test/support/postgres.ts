import pg from 'pg'

/** The PostgreSQL server of a run of tests, and the migrated database that every test copies. */
export interface TestServer {
  readonly url: string
  readonly run: string
  readonly template: string
}

/** A run that was killed leaves its databases; whatever is older than this is dropped. */
const staleAfterMs = 60 * 60 * 1_000
const prefix = 'test_run_'
let created = 0

export function newRunName(): string {
  return `${prefix}${Date.now().toString(36)}_${process.pid}`
}

export async function createScratchDatabase(server: TestServer, migrated: boolean) {
  created += 1
  const name = `${server.run}_${process.pid}_${created}`
  const source = migrated ? server.template : 'template1'
  await execute(server.url, `create database "${name}" template "${source}"`)
  return {
    url: databaseUrl(server.url, name),
    drop: () => dropDatabase(server.url, name),
  }
}

/** Drops what has this prefix, and what killed runs left behind. */
export async function dropScratchDatabases(url: string, ownPrefix: string): Promise<void> {
  for (const name of await listScratchDatabases(url)) {
    const startedAt = Number.parseInt(name.slice(prefix.length).split('_')[0] ?? '', 36)
    const isStale = Date.now() - startedAt > staleAfterMs
    if (name.startsWith(ownPrefix) || isStale) {
      await dropDatabase(url, name)
    }
  }
}

async function dropDatabase(url: string, name: string): Promise<void> {
  await execute(url, `drop database if exists "${name}" with (force)`)
}

async function listScratchDatabases(url: string): Promise<string[]> {
  const names = `select datname from pg_database where datname ~ '^${prefix}[0-9a-z]+_[0-9]+'`
  return (await execute(url, names)).map((row) => String(row.datname))
}

export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

export async function execute(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
