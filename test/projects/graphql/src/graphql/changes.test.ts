import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, expect, inject, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'
import type { DatabaseHandle } from '../database/connection.ts'
import { migrateUp } from '../database/migrate.ts'
import { announceChanges } from './announce.ts'
import { type Change, createChanges } from './changes.ts'

// On PostgreSQL what one process changes is told in every other: here each has a connection of its own.

const logger = pino({ level: 'silent' })
const id = '0198c5d8-0000-7000-8000-000000000001'
const owner = '0198c5d8-0000-7000-8000-00000000000a'
let database: DatabaseHandle

const columns = `id uuid primary key, label text, version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()`

beforeAll(async () => {
  database = await createTestDatabase()
  for (const statement of [
    `create table plain_things (${columns})`,
    `create table owned_things (${columns}, owner_id uuid not null)`,
    `create table kept_things (${columns}, deleted_at timestamptz)`,
    'create table other_things (id uuid primary key)',
  ]) {
    await sql.raw(statement).execute(database.db)
  }
  await announceChanges(database.db)
})

afterAll(async () => {
  await database.close()
})

beforeEach(async () => {
  for (const table of ['plain_things', 'owned_things', 'kept_things', 'other_things']) {
    await sql`delete from ${sql.table(table)}`.execute(database.db)
  }
})

const run = (statement: string, db = database.db) => sql.raw(statement).execute(db)

async function listening(...tables: string[]) {
  const changes = createChanges(database, logger)
  onTestFinished(() => changes.close())
  const told: Change[] = []
  const lost: string[] = []
  for (const table of tables) {
    await changes.listen(table, {
      changed: (change) => told.push(change),
      lost: () => lost.push(table),
    })
  }
  /** All that was told, once that many have come. */
  const after = async (count: number) => {
    while (told.length < count) await sleep(10)
    return told
  }
  return { changes, told, lost, after }
}

it('tells what is made, changed and removed, to each who listens', async () => {
  const one = await listening('plain_things')
  const other = await listening('plain_things')

  await run(`insert into plain_things (id, label) values ('${id}', 'a')`)
  await run(`update plain_things set label = 'b', version = 2`)
  await run('delete from plain_things')

  const table = 'plain_things'
  const expected = [
    { table, does: 'insert', id, version: 1, owner: null },
    { table, does: 'update', id, version: 2, owner: null },
    { table, does: 'delete', id, version: 2, owner: null },
  ]
  expect(await one.after(3)).toEqual(expected)
  expect(await other.after(3)).toEqual(expected)
})

it('tells nothing of what is rolled back, and of a transaction when it is committed', async () => {
  const { told, after } = await listening('plain_things')
  const insert = `insert into plain_things (id) values ('${id}')`

  const failed = database.db.transaction().execute(async (trx) => {
    await run(insert, trx)
    throw new Error('no')
  })
  await expect(failed).rejects.toThrow('no')
  await database.db.transaction().execute(async (trx) => {
    await run(insert, trx)
    await run('update plain_things set version = 2', trx)
    expect(told).toEqual([])
  })

  expect((await after(2)).map(({ does }) => does)).toEqual(['insert', 'update'])
})

it('tells whose it is, and nothing else of what is in it', async () => {
  const { after } = await listening('owned_things')

  await run(`insert into owned_things (id, label, owner_id) values ('${id}', 'a', '${owner}')`)
  await run('delete from owned_things')

  const [made, removed] = await after(2)
  expect(made).toEqual({ table: 'owned_things', does: 'insert', id, version: 1, owner })
  expect(removed).toMatchObject({ does: 'delete', owner })
})

it('takes what is put aside for removed, once', async () => {
  const { after } = await listening('kept_things')

  await run(`insert into kept_things (id) values ('${id}')`)
  await run('update kept_things set deleted_at = now()')
  await run(`update kept_things set label = 'b'`)
  await run('delete from kept_things')
  await run(`insert into kept_things (id) values ('${id}')`)

  expect((await after(3)).map(({ does }) => does)).toEqual(['insert', 'delete', 'insert'])
})

it('tells of the tables of resources, and of those that one listens to', async () => {
  const { told, after } = await listening('plain_things')

  await run(`insert into other_things values ('${id}')`)
  await run(`insert into kept_things (id) values ('${id}')`)
  await run(`insert into plain_things (id) values ('${id}')`)

  await after(1)
  expect(told).toHaveLength(1)
})

it('a table is told of from the next migration on, and announced once', async () => {
  // Of a row that was written again there is another version, by another transaction.
  const triggers = () =>
    sql<object>`
      select oid::text, xmin::text from pg_trigger where tgname = 'announce_change' order by oid
    `.execute(database.db)
  const { rows: before } = await triggers()
  expect(before.length).toBeGreaterThanOrEqual(3)

  await Promise.all([migrateUp(database.db), announceChanges(database.db)])

  expect((await triggers()).rows).toEqual(before)
})

it('nobody is told any more who has left', async () => {
  const { changes, after } = await listening('plain_things')
  const told: Change[] = []
  const leave = await changes.listen('plain_things', {
    changed: (change) => told.push(change),
    lost: () => {},
  })

  leave()
  await run(`insert into plain_things (id) values ('${id}')`)

  await after(1)
  expect(told).toEqual([])
})

it('asks nothing of the database before somebody listens', async () => {
  const changes = createChanges(
    { pool: undefined as never, stats: () => ({ total: 0, idle: 0, waiting: 0 }) },
    logger,
  )

  await changes.close()
})

// The embedded database has no connection that could be lost.
it.runIf(inject('testServer'))('says that its connection was lost, and opens another', async () => {
  const { changes, lost } = await listening('plain_things')

  await run(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query = 'listen changes'`)
  while (lost.length === 0) await sleep(10)

  const told: Change[] = []
  await changes.listen('plain_things', {
    changed: (change) => told.push(change),
    lost: () => {},
  })
  await run(`insert into plain_things (id) values ('${id}')`)
  while (told.length === 0) await sleep(10)
  expect(told).toMatchObject([{ does: 'insert' }])
})

it('waits before it tries again in vain, and then does', async () => {
  let attempts = 0
  const pool = {
    get options() {
      attempts += 1
      return { host: '127.0.0.1', port: 1 }
    },
  } as never
  const stats = () => ({ total: 0, idle: 0, waiting: 0 })
  const changes = createChanges({ pool, stats }, logger)
  const listen = () => changes.listen('plain_things', { changed: () => {}, lost: () => {} })

  await expect(listen()).rejects.toMatchObject({ code: 'changes_unavailable' })
  await expect(listen()).rejects.toMatchObject({ code: 'changes_unavailable' })
  expect(attempts).toBe(1)
  while (attempts === 1) {
    await sleep(20)
    await expect(listen()).rejects.toMatchObject({ code: 'changes_unavailable' })
  }
})
