import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import pg from 'pg'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'
import { createHandle, type DatabaseHandle } from './connection.ts'
import {
  migrateDown,
  migrateUp,
  readAppliedMigrationNames,
  readMigrationStates,
} from './migrate.ts'
import { listMigrationNames } from './migration-files.ts'
import { migrationLockId } from './migration-session.ts'

let database: DatabaseHandle
let folder: URL

beforeEach(async () => {
  database = await createTestDatabase({ migrated: false })
  folder = pathToFileURL(`${await mkdtemp(join(tmpdir(), 'migrations-'))}/`)
})

afterEach(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

type Parts = Partial<Record<'up' | 'afterUp' | 'down' | 'afterDown', string>>

async function addMigration(name: string, parts: Parts = {}): Promise<void> {
  const both = { up: `create table ${name} (id int)`, down: `drop table ${name}`, ...parts }
  const functions = Object.entries(both).map(
    ([part, statement]) =>
      `export const ${part} = (db) => sql.raw(${JSON.stringify(statement)}).execute(db)`,
  )
  const text = `import { sql } from '${import.meta.resolve('kysely')}'\n${functions.join('\n')}`
  await writeFile(new URL(`${name}.js`, folder), text)
}

const applied = () => readAppliedMigrationNames(database.db)
const up = () => migrateUp(database.db, { folder })

test('applies what is missing, in order, and undoes the last', async () => {
  await addMigration('m2')
  await addMigration('m1')
  expect(await up()).toEqual(['m1', 'm2'])
  expect(await up()).toEqual([])
  await addMigration('m3')
  expect(await up()).toEqual(['m3'])
  expect(await migrateDown(database.db, { folder })).toEqual(['m3'])
  expect(await applied()).toEqual(['m1', 'm2'])
  expect(await readMigrationStates(database.db, { folder })).toEqual([
    { name: 'm1', appliedAt: expect.any(Date), unfinished: null, hasFile: true },
    { name: 'm2', appliedAt: expect.any(Date), unfinished: null, hasFile: true },
    { name: 'm3', appliedAt: null, unfinished: null, hasFile: true },
  ])
})

test('has nothing to do without migrations', async () => {
  expect(await up()).toEqual([])
  expect(await migrateDown(database.db, { folder })).toEqual([])
  expect(await listMigrationNames(new URL('nowhere/', folder))).toEqual([])
})

test('changes nothing when one of them fails, and names it', async () => {
  await addMigration('m1')
  await addMigration('m2', { up: 'create table broken (id no_such_type)' })
  await expect(up()).rejects.toThrow(/^m2 failed and nothing was changed: .*no_such_type/)
  expect(await applied()).toEqual([])
  await expect(sql`select * from m1`.execute(database.db)).rejects.toMatchObject({ code: '42P01' })
})

test('explains a migration that is applied but not here', async () => {
  await addMigration('m1')
  await up()
  await rm(new URL('m1.js', folder))
  expect(await readMigrationStates(database.db, { folder })).toMatchObject([{ hasFile: false }])
  await expect(up()).rejects.toThrow(/not in migrations\/: m1/)
})

test('explains a migration that comes too late', async () => {
  await addMigration('m2')
  await up()
  await addMigration('m1')
  await expect(up()).rejects.toThrow(/sort before one that is already applied: m1/)
})

test('undoes what is in the way of one that comes too late', async () => {
  await addMigration('m2')
  await addMigration('m4')
  await up()
  await addMigration('m1')
  await addMigration('m3')
  expect(await migrateDown(database.db, { folder })).toEqual(['m4'])
  expect(await migrateDown(database.db, { folder })).toEqual(['m2'])
  expect(await up()).toEqual(['m1', 'm2', 'm3', 'm4'])
})

test('refuses a file that is no migration, and takes no declaration for one', async () => {
  await writeFile(new URL('m1.d.ts', folder), 'export {}')
  await mkdir(new URL('folder/', folder))
  expect(await up()).toEqual([])
  await writeFile(new URL('m1.js', folder), 'export const upp = 1')
  await expect(up()).rejects.toThrow('m1.js does not export a function up')
})

test('names the file that cannot be loaded', async () => {
  await writeFile(new URL('m1.js', folder), 'export async function up( {')
  await expect(up()).rejects.toThrow(/^migrations\/m1\.js cannot be loaded: \w*Error: /)
})

test('does not say of a migration without a way back that it was undone', async () => {
  await writeFile(new URL('m1.js', folder), 'export const up = async () => {}')
  await up()
  const undone = migrateDown(database.db, { folder })
  await expect(undone).rejects.toThrow(
    'm1 cannot be undone: its file does not export a function down',
  )
  expect(await applied()).toEqual(['m1'])
})

describe('what comes after the transaction of a migration', () => {
  const index = 'create unique index concurrently if not exists once on m2 (id)'
  const rows = 'create table m2 as select 1 as id from generate_series(1, 2)'
  const execute = (statement: string) => sql.raw(statement).execute(database.db)
  const down = () => migrateDown(database.db, { folder })
  const states = async () =>
    (await readMigrationStates(database.db, { folder })).map((it) => it.unfinished)

  test('is outside of it, and done before the next one', async () => {
    await addMigration('m1')
    await addMigration('m2', { afterUp: index, afterDown: 'vacuum m1' })
    await addMigration('m3', { up: 'comment on index once is $$there$$', down: 'select 1' })
    await addMigration('m4')
    expect(await up()).toEqual(['m1', 'm2', 'm3', 'm4'])
    for (const name of ['m4', 'm3', 'm2', 'm1']) expect(await down()).toEqual([name])
    expect(await up()).toEqual(['m1', 'm2', 'm3', 'm4'])
  })

  test('may be all there is', async () => {
    const text = 'export const afterUp = async () => {}\nexport const afterDown = afterUp'
    await writeFile(new URL('m1.js', folder), text)
    expect(await up()).toEqual(['m1'])
    expect(await down()).toEqual(['m1'])
    expect(await applied()).toEqual([])
  })

  test('stops half-way, is not taken for applied, and goes on from there', async () => {
    await addMigration('m1')
    await addMigration('m2', { up: rows, afterUp: index })
    await addMigration('m3')
    await expect(up()).rejects.toThrow(
      /^m2 stopped half-way: .*once.*\nMend that .*\nBefore it, these were applied: m1\.$/,
    )
    expect(await states()).toEqual([null, 'up', null])
    expect(await applied()).toEqual(['m1'])
    await execute('drop index if exists once')
    await expect(up()).rejects.toThrow('m2 stopped half-way')
    expect(await applied()).toEqual(['m1'])

    await execute('drop index if exists once')
    await execute('delete from m2')
    expect(await up()).toEqual(['m2', 'm3'])
    expect(await states()).toEqual([null, null, null])
    expect(await applied()).toEqual(['m1', 'm2', 'm3'])
  })

  test('stops half-way, and can be taken back instead', async () => {
    await addMigration('m1')
    await addMigration('m2', { up: rows, afterUp: index })
    await expect(up()).rejects.toThrow('m2 stopped half-way')
    expect(await down()).toEqual(['m2'])
    expect(await states()).toEqual([null, null])
    await expect(execute('select * from m2')).rejects.toMatchObject({ code: '42P01' })
  })

  test('stops half-way on the way back, and goes on, or there again', async () => {
    const there = { up: 'create table m1 as select 1 as id', down: 'select 1' }
    await addMigration('m1', { ...there, afterDown: 'drop table m1, locked' })
    await addMigration('m2')
    await execute('create table locked (id int)')
    await up()
    await down()
    await execute('drop table locked')

    await expect(down()).rejects.toThrow(/^m1 stopped half-way: .*locked.*\nMend that and roll/)
    expect(await states()).toEqual(['down', null])
    expect(await applied()).toEqual([])
    await expect(down()).rejects.toThrow('m1 stopped half-way')
    await execute('create table locked (id int)')
    expect(await down()).toEqual(['m1'])
    expect(await states()).toEqual([null, null])

    expect(await up()).toEqual(['m1', 'm2'])
    await down()
    await expect(down()).rejects.toThrow('m1 stopped half-way')
    await execute('drop table m1')
    expect(await up()).toEqual(['m1', 'm2'])
    expect(await states()).toEqual([null, null])
  })
})

test('leaves the limits of a connection as they were', async () => {
  await addMigration('m1')
  const limits = () =>
    sql`
      select current_setting('lock_timeout') as lock, current_setting('statement_timeout') as every
    `.execute(database.db)
  const before = (await limits()).rows
  await up()
  expect((await limits()).rows).toEqual(before)
})

const server = inject('testServer')

// With one session there is nobody to wait for, so these need TEST_DATABASE_URL.
describe.runIf(server)('on PostgreSQL', () => {
  const opened: DatabaseHandle[] = []

  /** Another process, as far as the database can tell. */
  async function open(): Promise<DatabaseHandle> {
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(
      database.db,
    )
    const url = new URL(server?.url ?? '')
    url.pathname = `/${rows[0]?.name}`
    const pool = new pg.Pool({ connectionString: url.href })
    const handle = createHandle(pool, pino({ level: 'silent' }), { isEmbedded: false })
    opened.push(handle)
    return handle
  }

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((it) => it.close()))
  })

  test('is applied once by processes that start together', async () => {
    await addMigration('m1')
    // What is built so waits for every statement that is older, and for whoever waits in one.
    await addMigration('m2', { afterUp: 'create index concurrently if not exists m on m2 (id)' })
    await addMigration('m3')
    const handles = await Promise.all([1, 2, 3, 4, 5].map(open))
    const results = await Promise.all(handles.map(({ db }) => migrateUp(db, { folder })))
    expect(results.flat()).toEqual(['m1', 'm2', 'm3'])
  })

  test('gives up when another process keeps the lock', async () => {
    await addMigration('m1')
    await up()
    await addMigration('m2')
    const other = await open()
    await database.db.connection().execute(async (connection) => {
      await sql`select pg_advisory_lock(${migrationLockId})`.execute(connection)
      await expect(migrateUp(other.db, { folder, patienceMs: 200 })).rejects.toThrow(
        'another process is migrating',
      )
      await sql`select pg_advisory_unlock_all()`.execute(connection)
    })
    expect(await applied()).toEqual(['m1'])
    expect(await migrateUp(other.db, { folder })).toEqual(['m2'])
  })

  test.each([
    ['in its transaction', { up: 'alter table m1 add column more int' }],
    ['after it', { up: 'select 1', afterUp: 'alter table m1 add column more int' }],
  ])('waits for a table that is in use, and lets others by: %s', async (_, parts) => {
    await addMigration('m1')
    await up()
    await addMigration('m2', { ...parts, down: 'alter table m1 drop column more' })
    const other = await open()
    const impatient = { folder, lockTimeoutMs: 50, patienceMs: 200 }

    await database.db.transaction().execute(async (trx) => {
      await sql`select * from m1`.execute(trx)
      await expect(migrateUp(other.db, impatient)).rejects.toThrow(/m2 .*\n.*pg_stat_activity/)
    })
    let migrated: Promise<string[]> | undefined
    await database.db.transaction().execute(async (trx) => {
      await sql`select * from m1`.execute(trx)
      migrated = migrateUp(other.db, { folder, lockTimeoutMs: 50 })
      const { db } = await open()
      for (let read = 0; read < 20; read += 1) await sql`select * from m1`.execute(db)
    })
    expect(await migrated).toEqual(['m2'])
  })
})
