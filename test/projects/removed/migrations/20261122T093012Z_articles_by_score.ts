import { type Kysely, sql } from 'kysely'

// Who writes to the table waits until the index is built, since migrations run in a transaction. On
// a table that is large already, build it beforehand, with `concurrently` and the same name:
// this then finds it.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index if not exists "articles_by_score" on "articles" ("title")
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index if exists "articles_by_score"`.execute(db)
}
