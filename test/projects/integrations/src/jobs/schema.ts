import { type Kysely, sql } from 'kysely'
import { getConstructionPlans } from 'pg-boss'

/** The schema of PostgreSQL that the queues are in, apart from the tables of the project. */
export const JOBS_SCHEMA = 'jobs'

/** Makes the tables of the queues, in the transaction of a migration. */
export async function createJobTables(db: Kysely<unknown>): Promise<void> {
  const plan = getConstructionPlans(JOBS_SCHEMA)
  // It would begin a transaction of its own, and end that of the migration.
  const statements = plan.replace(/^\s*BEGIN;/, '').replace(/COMMIT;\s*$/, '')
  await sql.raw(statements).execute(db)
}

export async function dropJobTables(db: Kysely<unknown>): Promise<void> {
  await sql`drop schema ${sql.id(JOBS_SCHEMA)} cascade`.execute(db)
}
