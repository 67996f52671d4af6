import { type Kysely, sql } from 'kysely'
import { buildIndex } from '../src/database/online.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table "users" add column "salary" integer
  `.execute(db)
}

// After the transaction, while others read and write. Where it stops half-way it is begun again, and
// what is done already stays.
export async function afterUp(db: Kysely<unknown>): Promise<void> {
  await buildIndex(db, {
    name: 'users_salary_index',
    on: sql`"users" ("owner_id", "salary", "id")`,
  })
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table "users" drop column "salary"
  `.execute(db)
}
