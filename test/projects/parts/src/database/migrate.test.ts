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
  listMigrationNames,
  migrateDown,
  migrateUp,
  readAppliedMigrationNames,
  readMigrationStates,
} from './migrate.ts'

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

async function addMigration(name: string, up = `create table ${name} (id int)`): Promise<void> {
  const down = `drop table ${name}`
  const text = `
    import { sql } from '${import.meta.resolve('kysely')}'
    export const up = async (db) => { await sql.raw(${JSON.stringify(up)}).execute(db) }
    export const down = async (db) => { await sql.raw(${JSON.stringify(down)}).execute(db) }
  `
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
    { name: 'm1', appliedAt: expect.any(Date), hasFile: true },
    { name: 'm2', appliedAt: expect.any(Date), hasFile: true },
    { name: 'm3', appliedAt: null, hasFile: true },
  ])
})

test('has nothing to do without migrations', async () => {
  expect(await up()).toEqual([])
  expect(await migrateDown(database.db, { folder })).toEqual([])
  const nowhere = new URL('nowhere/', folder)
  expect(await listMigrationNames({ folder: nowhere })).toEqual([])
})

test('changes nothing when one of them fails, and names it', async () => {
  await addMigration('m1')
  await addMigration('m2', 'create table broken (id no_such_type)')
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

const server = inject('testServer')

// With one session there is nobody to wait for, so these need TEST_DATABASE_URL.
describe.runIf(server)('on PostgreSQL', () => {
  async function open(
    migrationLockTimeoutMs: number,
    statementTimeoutMs = 0,
  ): Promise<DatabaseHandle> {
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(
      database.db,
    )
    const url = new URL(server?.url ?? '')
    url.pathname = `/${rows[0]?.name}`
    const pool = new pg.Pool({ connectionString: url.href, statement_timeout: statementTimeoutMs })
    return createHandle(pool, pino({ level: 'silent' }), {
      isEmbedded: false,
      migrationLockTimeoutMs,
    })
  }

  test('is applied once by processes that start together', async () => {
    await addMigration('m1')
    await addMigration('m2')
    const handles = await Promise.all([1, 2, 3, 4, 5].map(() => open(20_000)))
    const results = await Promise.all(handles.map(({ db }) => migrateUp(db, { folder })))
    expect(results.flat().sort()).toEqual(['m1', 'm2'])
    await Promise.all(handles.map((it) => it.close()))
  })

  test.each([
    ['lock', 100, 0],
    ['statement', 20_000, 100],
  ])(
    'gives up by its %s timeout when another process keeps the lock',
    async (_, lock, statement) => {
      await addMigration('m1')
      await up()
      await addMigration('m2')
      const other = await open(lock, statement)
      await database.db.connection().execute(async (connection) => {
        await connection.getExecutor().adapter.acquireMigrationLock(connection, {
          lockTable: 'kysely_migration_lock',
          lockRowId: 'migration_lock',
        })
        await expect(migrateUp(other.db, { folder })).rejects.toThrow(
          'another process is migrating',
        )
        await sql`select pg_advisory_unlock_all()`.execute(connection)
      })
      await other.close()
      expect(await applied()).toEqual(['m1'])
    },
  )
})
