import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { testConfig } from '../../test/support/config.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import { databaseUrl, execute } from '../../test/support/postgres.ts'
import { SERVICE_NAME } from '../about.ts'
import { createHandle, type DatabaseHandle, openDatabase, poolOptions } from './connection.ts'
import { translateDatabaseError } from './errors.ts'
import { listMigrationNames } from './migration-files.ts'

const silent = pino({ level: 'silent' })

describe('on both databases', () => {
  let database: DatabaseHandle

  beforeAll(async () => {
    database = await createTestDatabase()
  })

  afterAll(() => database.close())

  test('answers', async () => {
    await expect(database.ping()).resolves.toBeUndefined()
  })

  test('does not wait for a caller that gave up', async () => {
    await expect(database.ping(AbortSignal.abort())).rejects.toThrow()
  })

  test('loses no digits and moves no date', async () => {
    const { rows } = await sql`
      select 9007199254740993::int8 as big, count(*) as count, '0.10'::numeric as amount,
        '{0.10,1.0}'::numeric[] as amounts, '{9007199254740993}'::int8[] as bigs,
        '2026-03-29'::date as day, '{2026-03-29}'::date[] as days,
        '2026-03-29T01:30:00Z'::timestamptz as moment
    `.execute(database.db)
    expect(rows).toEqual([
      {
        big: 9007199254740993n,
        count: 1n,
        amount: '0.10',
        amounts: ['0.10', '1.0'],
        bigs: [9007199254740993n],
        day: '2026-03-29',
        days: ['2026-03-29'],
        moment: new Date('2026-03-29T01:30:00Z'),
      },
    ])
  })

  test('honours the isolation level', async () => {
    const { rows } = await database.db
      .transaction()
      .setIsolationLevel('serializable')
      .execute((trx) =>
        sql<{ level: string }>`select current_setting('transaction_isolation') as level`.execute(
          trx,
        ),
      )
    expect(rows).toEqual([{ level: 'serializable' }])
  })
})

test('knows whether its migrations are missing', async () => {
  const database = await createTestDatabase({ migrated: false })
  await sql`create table kysely_migration (name text, timestamp text)`.execute(database.db)
  const names = await listMigrationNames()
  expect(await database.migrationsApplied()).toBe(names.length === 0)
  for (const name of names) {
    await sql`insert into kysely_migration values (${name}, ${'2026-01-01'})`.execute(database.db)
  }
  expect(await database.migrationsApplied()).toBe(true)
  await database.close()
})

test('is closed once, however often it is told to', async () => {
  let closed = 0
  const onClose = async () => {
    closed += 1
  }
  const handle = createHandle(new pg.Pool(), silent, { isEmbedded: false, onClose })
  await Promise.all([handle.close(), handle.close()])
  expect(closed).toBe(1)
})

test('lets go of a connection that is idle, and of one that is old', () => {
  const limits = { ...testConfig().databasePool, idleTimeoutMs: 1_234, maxLifetimeSeconds: 567 }
  const { idleTimeoutMillis, maxLifetimeSeconds } = new pg.Pool(poolOptions(limits)).options
  expect({ idleTimeoutMillis, maxLifetimeSeconds }).toEqual({
    idleTimeoutMillis: 1_234,
    maxLifetimeSeconds: 567,
  })
})

test('survives a server that ends an idle connection', () => {
  const pool = new pg.Pool()
  createHandle(pool, silent, { isEmbedded: false })
  expect(() => pool.emit('error', new Error('terminating connection'))).not.toThrow()
})

test('keeps the embedded database in files, locked while it is open', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'data-'))
  const { databasePool } = testConfig()
  const config = { databaseUrl: undefined, dataDir, databasePool }

  const first = await openDatabase(config, silent)
  await sql`create table kept (id int)`.execute(first.db)
  await expect(openDatabase(config, silent)).rejects.toThrow('open in another process')
  expect(first.stats()).toBeNull()
  await first.close()
  expect(existsSync(join(dataDir, 'pglite.lock'))).toBe(false)

  const second = await openDatabase(config, silent)
  await sql`select * from kept`.execute(second.db)
  await second.close()
  await rm(dataDir, { recursive: true })
})

test('a pool that is used up is unavailable, not a request that hangs', async () => {
  const database = await createTestDatabase({ migrated: false, connectionTimeoutMs: 200, max: 1 })
  const error = await database.db
    .transaction()
    .execute(() => database.ping())
    .catch((it) => it)
  expect(translateDatabaseError(error)).toMatchObject({ kind: 'unavailable' })
  await database.close()
})

const server = inject('testServer')

// PGlite has one session and ignores timeouts, so these need TEST_DATABASE_URL.
describe.runIf(server)('on PostgreSQL', () => {
  let database: DatabaseHandle

  beforeAll(async () => {
    const config = testConfig({
      DATABASE_URL: databaseUrl(server?.url ?? '', 'postgres'),
      DATABASE_POOL_MAX: '2',
      DATABASE_STATEMENT_TIMEOUT_MS: '200',
      DATABASE_LOCK_TIMEOUT_MS: '100',
      DATABASE_IDLE_IN_TRANSACTION_TIMEOUT_MS: '300',
    })
    database = await openDatabase(config, silent)
  })

  afterAll(() => database.close())

  test('a slow statement is cut', async () => {
    const error = await sql`select pg_sleep(30)`.execute(database.db).catch((it) => it)
    expect(translateDatabaseError(error)).toMatchObject({ kind: 'timeout' })
  })

  test('nobody waits long for a lock', async () => {
    const lock = sql`select pg_advisory_xact_lock(4711)`
    const error = await database.db
      .transaction()
      .execute(async (trx) => {
        await lock.execute(trx)
        await lock.execute(database.db)
      })
      .catch((it) => it)
    expect(error).toMatchObject({ code: '55P03' })
  })

  test('the limits and the name arrive at the server', async () => {
    const { rows } = await sql`
      select current_setting('idle_in_transaction_session_timeout') as idle,
        current_setting('application_name') as name
    `.execute(database.db)
    expect(rows).toEqual([{ idle: '300ms', name: SERVICE_NAME }])
  })

  test('goes on after a connection in use was ended', async () => {
    const suicide = sql`select pg_terminate_backend(pg_backend_pid())`
    await expect(suicide.execute(database.db)).rejects.toMatchObject({ code: '57P01' })
    await expect.poll(() => database.ping().then(() => 'answers')).toBe('answers')
  })

  test('goes on after an idle connection was ended', async () => {
    const pid = await backendOf(database)
    await execute(server?.url ?? '', `select pg_terminate_backend(${pid})`)
    await expect.poll(() => database.stats()).toEqual({ total: 0, idle: 0, waiting: 0 })
    await database.ping()
  })
})

async function backendOf({ db }: DatabaseHandle): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  return rows[0]?.pid ?? 0
}
