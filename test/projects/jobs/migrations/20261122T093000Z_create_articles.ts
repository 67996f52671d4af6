import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "articles" (
      "id" uuid primary key,
      "title" varchar(200) not null,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "articles_newest_first" on "articles" ("created_at" desc, "id" desc)
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "articles"`.execute(db)
}
