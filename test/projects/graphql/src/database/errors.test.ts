import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'
import type { DatabaseHandle } from './connection.ts'
import { translateDatabaseError } from './errors.ts'

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase({ migrated: false })
  await sql`
    create table parents (id int primary key, name text unique not null, age int check (age >= 0));
    create table children (id int primary key, parent_id int not null references parents (id));
    insert into parents values (1, 'one', 1);
    insert into children values (1, 1);
  `.execute(database.db)
})

afterAll(() => database.close())

async function provoke(statement: string): Promise<Error> {
  try {
    await sql.raw(statement).execute(database.db)
  } catch (error) {
    return error as Error
  }
  throw new Error('the statement did not fail')
}

const raise = (code: string) => `do $$ begin raise exception 'x' using errcode = '${code}'; end $$`

describe('what the database answers', () => {
  test.each([
    ['23505', 'conflict', "insert into parents values (2, 'one', 1)"],
    ['23503', 'invalid', 'insert into children values (2, 99)'],
    ['23503', 'conflict', 'delete from parents where id = 1'],
    ['23502', 'invalid', 'insert into parents values (2, null, 1)'],
    ['23514', 'invalid', "insert into parents values (2, 'two', -1)"],
    ['22P02', 'invalid', "select 'x'::uuid"],
    ['22003', 'invalid', 'select 99999999999::int'],
    ['22008', 'invalid', "select '2026-13-45'::date"],
    ['40001', 'unavailable', raise('40001')],
    ['40P01', 'unavailable', raise('40P01')],
    ['55P03', 'unavailable', raise('55P03')],
    ['53300', 'unavailable', raise('53300')],
    ['08006', 'unavailable', raise('08006')],
    ['28P01', 'unavailable', raise('28P01')],
    ['3D000', 'unavailable', raise('3D000')],
    ['57P01', 'unavailable', raise('57P01')],
    ['57014', 'timeout', raise('57014')],
  ])('%s is %s', async (code, kind, statement) => {
    const error = await provoke(statement)
    expect(error).toMatchObject({ code })
    expect(translateDatabaseError(error)).toMatchObject({ kind, cause: error })
  })

  test('a zero byte is a value that cannot be stored', async () => {
    const error = await sql`select ${'\u0000'}::text`.execute(database.db).catch((it) => it)
    expect(translateDatabaseError(error)).toMatchObject({ kind: 'invalid' })
  })

  test.each([
    ['42P01', 'select * from nothing_like_it'],
    ['42601', 'selec 1'],
  ])('%s is a fault of ours', async (code, statement) => {
    const error = await provoke(statement)
    expect(error).toMatchObject({ code })
    expect(translateDatabaseError(error)).toBeUndefined()
  })

  test('tells the caller nothing of the values or the tables', async () => {
    const error = await provoke("insert into parents values (2, 'one', 1)")
    const { message, code } = translateDatabaseError(error) ?? {}
    expect(`${message} ${code}`).not.toMatch(/one|parents|name/)
  })
})

test('a field that must be unique is known by the name of its index alone', () => {
  const error = Object.assign(new Error('duplicate key'), { code: '23505', constraint: 'x_unique' })
  expect(translateDatabaseError(error)).toMatchObject({ code: 'already_exists', errors: undefined })
})

describe('what the driver reports', () => {
  test.each(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT'])(
    '%s is unavailable',
    (code) => {
      const error = Object.assign(new Error('connect'), { code })
      expect(translateDatabaseError(error)).toMatchObject({ kind: 'unavailable' })
    },
  )

  test.each([
    'timeout exceeded when trying to connect',
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
  ])('"%s", which has no code, is unavailable', (message) => {
    expect(translateDatabaseError(new Error(message))).toMatchObject({ kind: 'unavailable' })
  })

  test('a violation of the protocol is a fault of ours', () => {
    const error = Object.assign(new Error('bind message'), { code: '08P01' })
    expect(translateDatabaseError(error)).toBeUndefined()
  })

  test.each([new Error('x'), 'text', undefined, null])('nothing is known of %s', (error) => {
    expect(translateDatabaseError(error)).toBeUndefined()
  })
})
