import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'
import { withDeadline, withoutDeadline } from '../shared/deadline.ts'
import { CancelledError } from '../shared/errors.ts'
import { cancelWithDeadline } from './cancellation.ts'
import type { DatabaseHandle } from './connection.ts'
import { withTransaction } from './transaction.ts'

let database: DatabaseHandle

beforeAll(async () => {
  // One connection: whatever is wrong with it, the next statement meets.
  database = await createTestDatabase({ migrated: false, max: 1 })
  await sql`create table notes (text text primary key)`.execute(database.db)
})
afterAll(() => database.close())
beforeEach(async () => void (await sql`truncate notes`.execute(database.db)))

const note = (text: string, db = database.db) => sql`insert into notes values (${text})`.execute(db)

async function notes(): Promise<unknown[]> {
  const { rows } = await sql<{ text: string }>`select text from notes order by text`.execute(
    database.db,
  )
  return rows.map(({ text }) => text)
}

/** Work for somebody who hangs up when the test says so. */
function waitedFor<Result>(work: (hangUp: () => void) => Promise<Result>): Promise<Result> {
  const client = new AbortController()
  const deadline = { signal: client.signal, remainingMs: () => 1_000 }
  return withDeadline(deadline, () => work(() => client.abort()))
}

describe('when nobody waits any more', () => {
  test('no statement is begun', async () => {
    const work = waitedFor(async (hangUp) => {
      await note('before')
      hangUp()
      await note('after')
    })
    await expect(work).rejects.toThrow(CancelledError)
    expect(await notes()).toEqual(['before'])
  })

  test('a transaction is rolled back, also where its work is done', async () => {
    const work = waitedFor((hangUp) =>
      withTransaction(database.db, async (trx) => {
        await note('one', trx)
        hangUp()
      }),
    )
    await expect(work).rejects.toThrow(CancelledError)
    expect(await notes()).toEqual([])
  })

  test('a savepoint is rolled back too, and the connection is as before', async () => {
    const work = waitedFor((hangUp) =>
      withTransaction(database.db, async (trx) => {
        await withTransaction(trx, async (nested) => {
          await note('one', nested)
          hangUp()
          await note('two', nested)
        })
      }),
    )
    await expect(work).rejects.toThrow(CancelledError)
    await note('next')
    expect(await notes()).toEqual(['next'])
  })

  test('what goes on without is done', async () => {
    await waitedFor(async (hangUp) => {
      hangUp()
      await withoutDeadline(() => note('later'))
    })
    expect(await notes()).toEqual(['later'])
  })
})

test('a connection is told once for a statement, and given back when the server has taken note', async () => {
  const running = Promise.withResolvers<unknown>()
  const client = { query: vi.fn(() => running.promise) } as unknown as pg.PoolClient
  const noted = Promise.withResolvers<void>()
  const cancel = vi.fn(() => noted.promise)
  cancelWithDeadline(client, cancel)
  const settled = vi.fn()
  const work = waitedFor(async (hangUp) => {
    const statement = client.query('select 1').finally(settled)
    hangUp()
    running.reject(new Error('canceled'))
    await statement
  })
  await new Promise((resolve) => setImmediate(resolve))
  expect(cancel).toHaveBeenCalledOnce()
  expect(settled).not.toHaveBeenCalled()
  noted.resolve()
  await expect(work).rejects.toThrow(CancelledError)
})

// The embedded database computes in this process: a statement ends by itself.
describe.runIf(inject('testServer'))('on PostgreSQL', () => {
  let observer: DatabaseHandle
  beforeAll(async () => {
    observer = await createTestDatabase({ migrated: false })
  })
  afterAll(() => observer.close())

  const sleepers = async () =>
    (
      await sql<{ state: string }>`
        select state from pg_stat_activity where pid = ${await pid} and query like '%pg_sleep%'
      `.execute(observer.db)
    ).rows.map(({ state }) => state)
  let pid: Promise<number>
  const pidOf = async () =>
    (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(database.db)).rows[0]
      ?.pid ?? 0
  beforeEach(async () => {
    pid = pidOf()
    await pid
  })

  test('the statement that runs is cancelled, and its connection goes on', async () => {
    const work = waitedFor(async (hangUp) => {
      const sleeping = sql`select pg_sleep(60)`.execute(database.db)
      await vi.waitUntil(async () => (await sleepers()).includes('active'))
      hangUp()
      await sleeping
    })
    await expect(work).rejects.toThrow(CancelledError)
    expect(await sleepers()).toEqual(['idle'])
    expect(await pidOf()).toBe(await pid)
  })

  test('a transaction is rolled back, and holds nothing any more', async () => {
    const work = waitedFor((hangUp) =>
      withTransaction(database.db, async (trx) => {
        await note('one', trx)
        const sleeping = sql`select pg_sleep(60)`.execute(trx)
        await vi.waitUntil(async () => (await sleepers()).includes('active'))
        hangUp()
        await sleeping
      }),
    )
    await expect(work).rejects.toThrow(CancelledError)
    expect(await notes()).toEqual([])
    expect(await pidOf()).toBe(await pid)
  })

  test('the next statement of the connection is left alone, whenever it was', async () => {
    for (let turn = 0; turn < 40; turn += 1) {
      const work = waitedFor(async (hangUp) => {
        const statement = sql`select pg_sleep(0.002)`.execute(database.db)
        setTimeout(hangUp, turn % 6)
        await statement
      })
      await work.catch((error) => expect(error).toBeInstanceOf(CancelledError))
      await sql`select pg_sleep(0.002)`.execute(database.db)
    }
  })
})
