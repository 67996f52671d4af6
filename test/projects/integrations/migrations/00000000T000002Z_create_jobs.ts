import type { Kysely } from 'kysely'
import { createJobTables, dropJobTables } from '../src/jobs/schema.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await createJobTables(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await dropJobTables(db)
}
