import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'
import type { Condition, PageRequest } from '../shared/pagination.ts'
import type { DatabaseHandle } from './connection.ts'
import type { Database } from './database.ts'
import type { ListColumns } from './listing.ts'
import { prepared, preparedList } from './prepared.ts'
import { withTransaction } from './transaction.ts'

type Things = { things: { id: number; name: string; size: number | null } }

const thingsOf = (db: Kysely<Database>) => db.withTables<Things>().selectFrom('things').selectAll()

const named = (name: string) => ({ name })
const columns: ListColumns<Database & Things, 'things'> = {
  id: { column: 'id', nullable: false },
  name: { column: 'name', nullable: false },
  size: { column: 'size', nullable: true },
}

let builds = 0
const makeList = () =>
  preparedList((db, { least }: { least: number }) => {
    builds += 1
    return thingsOf(db).where('things.id', '>=', least)
  }, columns)

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase({ migrated: false })
  await sql`create table things (id int primary key, name text not null, size int)`.execute(
    database.db,
  )
  await sql`insert into things values (1, 'a', 10), (2, 'b', null), (3, 'c', 30)`.execute(
    database.db,
  )
})

afterAll(() => database.close())

describe('a query', () => {
  test('is built once, and answers for the values of each use', async () => {
    let built = 0
    const find = prepared((db, { name, id }: { name: string; id: number }) => {
      built += 1
      return thingsOf(db).where('id', '=', id).where('name', '=', name)
    })

    expect(await find(database.db, { id: 1, name: 'a' })).toMatchObject([{ id: 1 }])
    expect(await find(database.db, { name: 'b', id: 2 })).toMatchObject([{ id: 2 }])
    expect(await find(database.db, { id: 2, name: 'a' })).toEqual([])
    expect(built).toBe(1)
  })

  test('sees what its transaction did', async () => {
    const find = prepared((db, { name }: { name: string }) => thingsOf(db).where('name', '=', name))
    expect(await find(database.db, named('new'))).toEqual([])

    const failed = withTransaction(database.db, async (trx) => {
      await sql`insert into things values (9, 'new', null)`.execute(trx)
      expect(await find(trx, named('new'))).toHaveLength(1)
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await find(database.db, named('new'))).toEqual([])
  })

  test('does not keep a value of whoever uses it first', async () => {
    const name = 'a'
    const find = prepared((db, _: object) => thingsOf(db).where('name', '=', name))
    await expect((async () => find(database.db, {}))()).rejects.toThrow('the first use')
  })
})

describe('a list', () => {
  const list = makeList()
  const ids = async (request: Partial<PageRequest>, least = 0) => {
    const sort = [{ field: 'id', descending: false }]
    const rows = await list(database.db, { limit: 20, sort, ...request }, { least })
    return rows.map(({ id }) => id)
  }
  const where = (operator: Condition['operator'], value: Condition['value'], field = 'id') => ({
    where: [{ field, operator, value }],
  })

  test('has as many rows as each use asks for, and one more', async () => {
    expect(await ids({ limit: 1 })).toEqual([1, 2])
    expect(await ids({ limit: 2 })).toEqual([1, 2, 3])
  })

  test('has the values of each use', async () => {
    expect(await ids({}, 2)).toEqual([2, 3])
    expect(await ids({}, 3)).toEqual([3])
    expect(await ids(where('gt', 1))).toEqual([2, 3])
    expect(await ids(where('gt', 2))).toEqual([3])
    expect(await ids(where('lt', 2))).toEqual([1])
    expect(await ids(where('in', [1, 3]))).toEqual([1, 3])
    expect(await ids(where('in', [2, 3]))).toEqual([2, 3])
    expect(await ids(where('in', [3]))).toEqual([3])
    expect(await ids(where('null', true, 'size'))).toEqual([2])
    expect(await ids(where('null', false, 'size'))).toEqual([1, 3])
  })

  test('starts where each use says', async () => {
    expect(await ids({ after: [1, 1] })).toEqual([2, 3])
    expect(await ids({ after: [2, 2] })).toEqual([3])
    const bySize = { sort: [{ field: 'size', descending: false }] }
    expect(await ids({ ...bySize, after: [10, 1] })).toEqual([3, 2])
    expect(await ids({ ...bySize, after: [30, 3] })).toEqual([2])
    expect(await ids({ ...bySize, after: [null, 1] })).toEqual([2])
    expect(await ids({ ...bySize, after: [null, 2] })).toEqual([])
  })

  test('is built once for each combination, until there are too many', async () => {
    const other = makeList()
    const ask = (length: number) =>
      other(
        database.db,
        {
          limit: 20,
          sort: [{ field: 'id', descending: false }],
          where: [{ field: 'id', operator: 'in', value: Array.from({ length }, (_, at) => at) }],
        },
        { least: 0 },
      )
    builds = 0
    for (const length of [1, 2, 1, 2]) await ask(length)
    expect(builds).toBe(2)
    for (let length = 3; length <= 102; length += 1) await ask(length)
    builds = 0
    await ask(100)
    expect(builds).toBe(0)
    expect(await ask(102)).toHaveLength(3)
    await ask(102)
    expect(builds).toBe(2)
  })
})

const server = inject('testServer')

// The embedded database prepares nothing, so these need TEST_DATABASE_URL.
describe.runIf(server)('on PostgreSQL', () => {
  const find = prepared((db, { name }: { name: string }) => thingsOf(db).where('name', '=', name))
  const widen = (column: string) =>
    sql`alter table things add column ${sql.ref(column)} int`.execute(database.db)

  test('a statement is kept by its connection', async () => {
    await database.db.connection().execute(async (connection) => {
      for (const name of ['a', 'b']) await find(connection as Kysely<Database>, named(name))
      const { rows } = await sql<{ uses: bigint }>`
        select generic_plans + custom_plans as uses from pg_prepared_statements
        where statement like '%"things"%"name" = $1'
      `.execute(connection)
      expect(rows).toContainEqual({ uses: 2n })
    })
  })

  test('goes on after a migration changed the table', async () => {
    await find(database.db, named('a'))
    await widen('later')
    expect(await find(database.db, named('a'))).toMatchObject([{ id: 1, later: null }])
  })

  test('has a transaction done again that a migration came before', async () => {
    const prepare = () => find(database.db, named('a'))
    await Promise.all([prepare(), prepare(), prepare(), prepare()])
    await widen('latest')
    const rows = await withTransaction(database.db, (trx) => find(trx, named('a')))
    expect(rows).toMatchObject([{ id: 1, latest: null }])
  })
})
