import type { Kysely } from 'kysely'
import type { Pool } from 'pg'
import { type ConstructorOptions, type Db, fromKysely, PgBoss } from 'pg-boss'
import type { Database } from '../database/database.ts'
import { JOBS_SCHEMA } from './schema.ts'

/** Where jobs go that were given up, whatever queue they were in. */
export const DEAD_LETTERS = 'dead-letters'

/**
 * The queues, on a connection, which may be that of a transaction: for adding and looking. Nothing runs
 * of it. The library is named here and in `schema.ts` alone.
 */
export function createBoss(connection: Kysely<Database>): PgBoss {
  return bossOn(fromKysely(connection))
}

/**
 * The queues for a worker, which starts them, and keeps them in order too.
 *
 * @param watchSeconds how often it is looked for jobs whose time is over, by whichever worker comes first
 */
export function createWorkingBoss(pool: Pool, watchSeconds = 30): PgBoss {
  const db = { executeSql: (text: string, values?: unknown[]) => execute(pool, text, values) }
  const watching = { superviseIntervalSeconds: watchSeconds, monitorIntervalSeconds: watchSeconds }
  return bossOn(db, watching)
}

/** It sends several statements at once, and wants the rows of all of them. */
async function execute(pool: Pool, text: string, values: unknown[] | undefined) {
  const results = await pool.query(text, values)
  return { rows: [results].flat().flatMap(({ rows }) => rows) }
}

function bossOn(db: Db, options: ConstructorOptions = {}): PgBoss {
  return new PgBoss({
    ...options,
    db,
    schema: JOBS_SCHEMA,
    // The tables are those of a migration: a service may not have the right to change them.
    migrate: false,
    createSchema: false,
    // What takes indexes anew is work for the database's own maintenance.
    reindex: false,
  })
}
