import { type Kysely, sql } from 'kysely'

const rule = sql.raw('check (views >= 0)')

// From now on, new and changed rows keep the rule; those that are there are checked by a later
// migration, which locks nobody out: deploy this one first.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table "articles" add constraint "views_not_negative" ${rule} not valid
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "articles" drop constraint "views_not_negative"`.execute(db)
}
