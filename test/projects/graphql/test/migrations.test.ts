import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DatabaseHandle } from '../src/database/connection.ts'
import { migrateDown, migrateUp } from '../src/database/migrate.ts'
import { createTestDatabase } from './support/database.ts'

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase({ migrated: false })
})

afterAll(async () => {
  await database.close()
})

it('undoes every migration to the last trace, and can apply it again', async () => {
  const applied = await migrateUp(database.db)
  const before = await readColumns()

  for (const name of applied.toReversed()) {
    expect(await migrateDown(database.db)).toEqual([name])
  }
  expect(await readColumns()).toEqual([])

  expect(await migrateUp(database.db)).toEqual(applied)
  expect(await readColumns()).toEqual(before)
})

/** The columns of all tables but those of the migrations themselves. */
async function readColumns(): Promise<string[]> {
  const { rows } = await sql<{ column: string }>`
    select concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) as column
    from information_schema.columns
    where table_schema = 'public' and table_name not like 'kysely_migration%'
    order by 1
  `.execute(database.db)
  return rows.map(({ column }) => column)
}
