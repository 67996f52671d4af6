import { type Kysely, sql } from 'kysely'

// Outside a transaction: it reads every row while others go on reading and writing. It fails where a
// row breaks the rule: correct the rows, and apply it again.
export async function afterUp(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "articles" validate constraint "views_not_negative"`.execute(db)
}

/** PostgreSQL has no way to forget that it looked, and nothing has changed that would need it. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`select 1`.execute(db)
}
