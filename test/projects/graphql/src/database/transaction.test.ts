import { once } from 'node:events'
import { Agent, createServer, get, request } from 'node:http'
import * as https from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { connect as connectSecurely } from 'node:tls'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'
import type { DatabaseHandle } from './connection.ts'
import { guardTransactions, outsideTransaction, withTransaction } from './transaction.ts'

let database: DatabaseHandle

beforeAll(async () => {
  guardTransactions()
  database = await createTestDatabase({ migrated: false })
  await sql`create table accounts (name text primary key, balance integer not null)`.execute(
    database.db,
  )
})

afterAll(() => database.close())

beforeEach(async () => {
  await sql`truncate accounts`.execute(database.db)
})

const add = (db: DatabaseHandle['db'], name: string, balance = 0) =>
  sql`insert into accounts values (${name}, ${balance})`.execute(db)

async function names(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from accounts order by name`.execute(
    database.db,
  )
  return rows.map(({ name }) => name)
}

/** An error as PostgreSQL gives it when two transactions got in each other's way. */
const contention = (code: string) => Object.assign(new Error('contention'), { code })

describe('a transaction', () => {
  test('does everything and answers what the work does', async () => {
    const answer = await withTransaction(database.db, async (trx) => {
      await add(trx, 'a')
      await add(trx, 'b')
      return 'done'
    })

    expect(answer).toBe('done')
    expect(await names()).toEqual(['a', 'b'])
  })

  test('does nothing when the work fails', async () => {
    const failed = withTransaction(database.db, async (trx) => {
      await add(trx, 'a')
      throw new Error('no')
    })

    await expect(failed).rejects.toThrow('no')
    expect(await names()).toEqual([])
  })

  test.each(['read committed', 'repeatable read', 'serializable'] as const)(
    'is %s when asked',
    async (isolation) => {
      const level = await withTransaction(
        database.db,
        async (trx) => {
          const read = sql<{
            level: string
          }>`select current_setting('transaction_isolation') as level`
          return (await read.execute(trx)).rows[0]?.level
        },
        { isolation },
      )

      expect(level).toBe(isolation)
    },
  )
})

describe('what others got in the way of', () => {
  test.each(['40001', '40P01'])('is done again as a whole after %s', async (code) => {
    let attempts = 0
    await withTransaction(database.db, async (trx) => {
      attempts += 1
      await add(trx, `attempt ${attempts}`)
      if (attempts < 3) throw contention(code)
    })

    expect(await names()).toEqual(['attempt 3'])
  })

  test('is done again when the error comes as a cause', async () => {
    let attempts = 0
    await withTransaction(database.db, async () => {
      attempts += 1
      if (attempts === 1) throw new Error('wrapped', { cause: contention('40001') })
    })

    expect(attempts).toBe(2)
  })

  test.each([
    ['40001', 3],
    ['23505', 1],
  ])('after %s fails at attempt %i', async (code, expected) => {
    let attempts = 0
    const failed = withTransaction(database.db, async () => {
      attempts += 1
      throw contention(code)
    })

    await expect(failed).rejects.toMatchObject({ code })
    expect(attempts).toBe(expected)
  })
})

describe('a transaction in a transaction', () => {
  test.each(['the connection', 'the database'])('on %s is undone alone', async (on) => {
    await withTransaction(database.db, async (trx) => {
      await add(trx, 'outer')
      const inner = withTransaction(on === 'the database' ? database.db : trx, async (nested) => {
        await add(nested, 'inner')
        throw new Error('no')
      })
      await expect(inner).rejects.toThrow('no')
      await withTransaction(trx, async (nested) => {
        await add(nested, 'second')
      })
    })

    expect(await names()).toEqual(['outer', 'second'])
  })

  test('is undone with the outer one', async () => {
    const failed = withTransaction(database.db, async (trx) => {
      await withTransaction(trx, async (nested) => {
        await add(nested, 'inner')
      })
      throw new Error('no')
    })

    await expect(failed).rejects.toThrow('no')
    expect(await names()).toEqual([])
  })

  test('cannot ask for another isolation', async () => {
    const failed = withTransaction(database.db, (trx) =>
      withTransaction(trx, async () => {}, { isolation: 'serializable' }),
    )

    await expect(failed).rejects.toThrow(/read committed cannot hold one that is serializable/)
  })
})

describe('another system', () => {
  test('is not asked by fetch inside a transaction', async () => {
    const asked = withTransaction(database.db, async () => {
      await fetch('http://127.0.0.1:1')
    })

    await expect(asked).rejects.toThrow(/^fetch inside a transaction/)
  })

  const nowhere = { host: '127.0.0.1', port: 1 }

  test.each([
    ['a request', () => request('http://127.0.0.1:1')],
    ['a request', () => get('http://127.0.0.1:1')],
    ['a request', () => https.request('https://127.0.0.1:1')],
    ['a request', () => https.get('https://127.0.0.1:1')],
    ['a connection', () => connect(nowhere)],
    ['a connection', () => connectSecurely(nowhere)],
  ])('is not asked by %s, number %#', async (what, ask) => {
    const asked = withTransaction(database.db, async () => void ask().on('error', () => {}))
    await expect(asked).rejects.toThrow(new RegExp(`^${what} inside a transaction`))
  })

  test('is not asked by a request on a connection that was kept alive', async () => {
    const server = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const agent = new Agent({ keepAlive: true })
    const ask = async () => {
      const [response] = await once(request({ port, host: '127.0.0.1', agent }).end(), 'response')
      await once(response.resume(), 'end')
    }
    await ask()
    await expect(withTransaction(database.db, ask)).rejects.toThrow(/^a request inside/)
    agent.destroy()
    server.close()
  })

  test('is guarded once, however often it is turned on', () => {
    const { fetch } = globalThis
    guardTransactions()
    const [again] = Object.getOwnPropertySymbols(globalThis.fetch)
    const [before] = Object.getOwnPropertySymbols(fetch)
    const unguarded = (guarded: object, key = again as symbol) =>
      (guarded as Record<symbol, unknown>)[key]
    expect(again).toBe(before)
    expect(unguarded(globalThis.fetch)).toBe(unguarded(fetch))
  })

  test('is not asked by anything that says so', async () => {
    const sent = withTransaction(database.db, async () => outsideTransaction('sending mail'))

    await expect(sent).rejects.toThrow(/^sending mail inside a transaction/)
    expect(() => outsideTransaction('sending mail')).not.toThrow()
  })

  test('may be asked after it, also by what was started inside', async () => {
    const server = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()

    const { later } = await withTransaction(database.db, async () => ({
      later: ended.then(async () => (await fetch(`http://127.0.0.1:${port}`)).text()),
    }))
    end()

    expect(await later).toBe('hello')
    server.close()
  })
})

// PGlite has one session, so another connection would wait for ever.
test.runIf(inject('testServer'))('the database may be asked on another connection', async () => {
  const other = await createTestDatabase({ migrated: false })
  await withTransaction(database.db, async () => other.ping())
  await other.close()
})

// PGlite has one session, so two transactions never meet: these need TEST_DATABASE_URL.
describe.runIf(inject('testServer'))('on PostgreSQL', () => {
  test('two who write at once keep the sum', async () => {
    for (let round = 0; round < 10; round += 1) {
      await sql`truncate accounts`.execute(database.db)
      await add(database.db, 'a', 100)
      await add(database.db, 'b', 100)

      await Promise.all([move('a', 'b'), move('b', 'a')])

      const { rows } = await sql`select sum(balance)::int as sum, count(*)::int as count
        from accounts where balance >= 0`.execute(database.db)
      expect(rows).toEqual([{ sum: 200, count: 2 }])
    }
  })

  /** Reads, decides, writes: what only a serializable transaction may do. */
  async function move(from: string, to: string): Promise<void> {
    await withTransaction(
      database.db,
      async (trx) => {
        const { rows } = await sql<{ name: string; balance: number }>`
          select name, balance from accounts
        `.execute(trx)
        const balances = new Map(rows.map(({ name, balance }) => [name, balance]))
        for (const [name, change] of [
          [from, -10],
          [to, 10],
        ] as const) {
          const balance = (balances.get(name) ?? 0) + change
          await sql`update accounts set balance = ${balance} where name = ${name}`.execute(trx)
        }
      },
      { isolation: 'serializable' },
    )
  }
})
