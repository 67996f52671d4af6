import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DatabaseHandle } from '../src/database/connection.ts'
import { createTestDatabase } from './support/database.ts'

// What is easily forgotten in a migration, and found late: in production, under load.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

/** The foreign keys whose columns are not the first of an index: every deletion there reads the table here. */
const foreignKeysWithoutIndex = sql<{ found: string }>`
  select format('%s.%s', conrelid::regclass, conname) as found
  from pg_constraint c
  where contype = 'f' and connamespace = 'public'::regnamespace and not exists (
    select from pg_index i
    where i.indrelid = c.conrelid and i.indisvalid and i.indpred is null
      and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey
  )
`

const tablesWithoutPrimaryKey = sql<{ found: string }>`
  select format('%s', t.oid::regclass) as found
  from pg_class t
  where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
    and relname not like 'kysely_migration%'
    and not exists (select from pg_constraint where conrelid = t.oid and contype = 'p')
`

/** Checks and keys that were added `not valid`, and indexes whose building failed. */
const whatIsNotValid = sql<{ found: string }>`
  select format('%s.%s', conrelid::regclass, conname) as found
  from pg_constraint where not convalidated and connamespace = 'public'::regnamespace
  union all
  select format('%s', indexrelid::regclass)
  from pg_index join pg_class on pg_class.oid = indexrelid
  where not indisvalid and relnamespace = 'public'::regnamespace
`

/** Without a time zone a time says nothing; the program and the database may be in different ones. */
const timesWithoutZone = sql<{ found: string }>`
  select format('%s.%s', table_name, column_name) as found
  from information_schema.columns
  where table_schema = 'public' and table_name not like 'kysely_migration%'
    and data_type in ('timestamp without time zone', 'time without time zone')
`

it.each([
  ['every foreign key has an index', foreignKeysWithoutIndex],
  ['every table has a primary key', tablesWithoutPrimaryKey],
  ['every constraint and index is valid', whatIsNotValid],
  ['every time has a zone', timesWithoutZone],
])('%s', async (_, findings) => {
  expect((await findings.execute(database.db)).rows).toEqual([])
})

it('finds what breaks a rule', async () => {
  await sql`
    create table broken (other integer, at timestamp, constraint ahead check (other > 0))
  `.execute(database.db)
  await sql`create table others (id integer primary key)`.execute(database.db)
  await sql`
    alter table broken add constraint reference foreign key (other) references others not valid
  `.execute(database.db)

  const found = async (findings: typeof foreignKeysWithoutIndex) =>
    (await findings.execute(database.db)).rows.map((it) => it.found)

  expect(await found(foreignKeysWithoutIndex)).toEqual(['broken.reference'])
  expect(await found(tablesWithoutPrimaryKey)).toEqual(['broken'])
  expect(await found(whatIsNotValid)).toEqual(['broken.reference'])
  expect(await found(timesWithoutZone)).toEqual(['broken.at'])

  await sql`create index on broken (other)`.execute(database.db)
  expect(await found(foreignKeysWithoutIndex)).toEqual([])
  await sql`drop table broken, others`.execute(database.db)
})
