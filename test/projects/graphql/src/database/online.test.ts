import { type Kysely, sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'
import type { DatabaseHandle } from './connection.ts'
import { buildIndex, buildUniqueIndex, fillInBatches, requireColumn } from './online.ts'

const database: DatabaseHandle = await createTestDatabase({ migrated: false })
const db = database.db as unknown as Kysely<unknown>

afterAll(() => database.close())

beforeEach(async () => {
  await sql`drop table if exists things`.execute(db)
  await sql`create table things (id int primary key, code int, note text)`.execute(db)
  await sql`insert into things select n, n, 'kept' from generate_series(1, 10) n`.execute(db)
})

const read = async <T>(query: ReturnType<typeof sql<T>>) => (await query.execute(db)).rows

const indexes = () =>
  read(sql<{ name: string; valid: boolean; only: boolean }>`
    select indexrelid::regclass::text as name, indisvalid as valid, indisunique as only
    from pg_index where indrelid = 'things'::regclass and not indisprimary
  `)

const checks = () =>
  read(sql`select conname from pg_constraint where conrelid = 'things'::regclass and contype = 'c'`)

const isRequired = async () => {
  const [column] = await read(sql<{ attnotnull: boolean }>`
    select attnotnull from pg_attribute
    where attrelid = 'things'::regclass and attname = 'code'
  `)
  return column?.attnotnull
}

describe('an index', () => {
  const byCode = { name: 'by_code', on: sql`things (code)` }
  const there = { name: 'by_code', valid: true, only: false }

  test('is built, and stays when it is to be built again', async () => {
    await buildIndex(db, byCode)
    await sql`comment on index by_code is 'the same'`.execute(db)
    await buildIndex(db, byCode)
    expect(await indexes()).toEqual([there])
    expect(await read(sql`select obj_description('by_code'::regclass) as said`)).toEqual([
      { said: 'the same' },
    ])
  })

  test('leaves nothing where its building fails, and is built when that is mended', async () => {
    await sql`update things set code = 1 where id = 2`.execute(db)
    await expect(buildUniqueIndex(db, byCode)).rejects.toMatchObject({ code: '23505' })
    expect(await indexes()).toEqual([])
    await sql`update things set code = 2 where id = 2`.execute(db)
    await buildUniqueIndex(db, byCode)
    expect(await indexes()).toEqual([{ ...there, only: true }])
  })

  test('is built anew where it was left half built', async () => {
    await sql`update things set code = 1 where id = 2`.execute(db)
    const broken = sql`create unique index concurrently by_code on things (code)`.execute(db)
    await expect(broken).rejects.toMatchObject({ code: '23505' })
    expect(await indexes()).toEqual([{ ...there, valid: false, only: true }])
    await buildIndex(db, byCode)
    expect(await indexes()).toEqual([there])
  })

  test('is built in a transaction too, where a table is new', async () => {
    await db.transaction().execute((trx) => buildUniqueIndex(trx, byCode))
    expect(await indexes()).toEqual([{ ...there, only: true }])
  })
})

describe('rows that have no value', () => {
  const filled = () =>
    read(sql`select code, count(*)::int as rows from things group by 1 order by 1`)

  test('get one, and the others keep theirs', async () => {
    await sql`update things set code = null where id > 3`.execute(db)
    const fill = { table: 'things', column: 'code', value: sql`7` }
    await fillInBatches(db, { ...fill, batchSize: 2 })
    expect(await filled()).toEqual([1, 2, 3, 7].map((code) => ({ code, rows: code === 7 ? 7 : 1 })))
    await sql`truncate things`.execute(db)
    await fillInBatches(db, fill)
  })

  test('get one, however many are written meanwhile', async () => {
    await sql`update things set code = null`.execute(db)
    const value = sql`7`
    const filling = fillInBatches(db, { table: 'things', column: 'code', value, batchSize: 1 })
    let isFilled = false
    const until = filling.then(() => {
      isFilled = true
    })
    for (let id = 11; !isFilled; id += 3) {
      await sql`insert into things (id) values (${id}), (${id + 1}), (${id + 2})`.execute(db)
    }
    await until
    expect(await read(sql`select from things where code is null and id <= 10`)).toEqual([])
  })
})

describe('a column that has to be there', () => {
  const code = { table: 'things', column: 'code', check: 'things_code_required' }

  test.each([0, 3])('is filled where %i rows lack it, if told with what', async (lacking) => {
    await sql`update things set code = null where id <= ${lacking}`.execute(db)
    await requireColumn(db, { ...code, fill: sql`7` })
    await requireColumn(db, { ...code, fill: sql`7` })
    expect(await isRequired()).toBe(true)
    expect(await checks()).toEqual([])
    expect(await read(sql`select from things where code = 7 and id <= ${lacking}`)).toHaveLength(
      lacking,
    )
  })

  test('is left as it was where a row has none', async () => {
    await sql`update things set code = null where id = 1`.execute(db)
    await expect(requireColumn(db, code)).rejects.toMatchObject({ code: '23514' })
    expect(await isRequired()).toBe(false)
    expect(await checks()).toEqual([])
    await sql`update things set code = 1 where id = 1`.execute(db)
    await requireColumn(db, code)
    expect(await isRequired()).toBe(true)
  })

  test('is required even if a check was left behind', async () => {
    await sql`
      alter table things add constraint things_code_required check (code is not null) not valid
    `.execute(db)
    await requireColumn(db, code)
    expect(await checks()).toEqual([])
  })
})

const server = inject('testServer')

// With one session there is nobody to wait for, so these need TEST_DATABASE_URL.
describe.runIf(server)('on PostgreSQL', () => {
  test('a row that somebody else has is filled later, and nobody waits', async () => {
    await sql`update things set code = null`.execute(db)
    let filling: Promise<void> | undefined
    await db.transaction().execute(async (trx) => {
      await sql`update things set note = 'mine' where id = 5`.execute(trx)
      filling = fillInBatches(db, { table: 'things', column: 'code', value: sql`7`, batchSize: 3 })
      const others = sql`select from things where code = 7`
      while ((await read(others)).length < 9) await new Promise(setImmediate)
      await sql`update things set note = 'mine' where id = 1`.execute(trx)
    })
    await filling
    const mine = sql`select id from things where code = 7 and note = 'mine' order by id`
    expect(await read(mine)).toEqual([{ id: 1 }, { id: 5 }])
  })

  test('a row that came before the check is filled as well', async () => {
    await sql`update things set code = null where id = 1`.execute(db)
    let required: Promise<void> | undefined
    await db.transaction().execute(async (trx) => {
      // Not seen by whoever fills, and finished before the check is there.
      await sql`insert into things (id) values (11)`.execute(trx)
      required = requireColumn(db, {
        table: 'things',
        column: 'code',
        check: 'things_code_required',
        fill: sql`7`,
      })
      const first = sql`select from things where id = 1 and code = 7`
      while ((await read(first)).length === 0) await new Promise(setImmediate)
    })
    await required
    expect(await isRequired()).toBe(true)
    expect(await read(sql`select id from things where code = 7 and id > 10`)).toEqual([{ id: 11 }])
  })

  test('an index is built past a limit on locks', async () => {
    let built: Promise<void> | undefined
    await db.transaction().execute(async (trx) => {
      await sql`update things set note = 'mine' where id = 5`.execute(trx)
      built = db.connection().execute(async (connection) => {
        await sql`set lock_timeout = 50`.execute(connection)
        await buildIndex(connection, { name: 'by_code', on: sql`things (code)` })
        const { rows } = await sql`select current_setting('lock_timeout') as it`.execute(connection)
        await sql`reset lock_timeout`.execute(connection)
        expect(rows).toEqual([{ it: '50ms' }])
      })
      built.catch(() => {})
      await sql`select pg_sleep(0.3)`.execute(trx)
    })
    await built
    expect(await indexes()).toEqual([{ name: 'by_code', valid: true, only: false }])
  })
})
