import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "badges" (
      "id" uuid primary key,
      "label" varchar(20) not null,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "deleted_at" timestamptz(3),
      "version" integer not null default 1
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "badges_newest_first" on "badges" ("created_at" desc, "id" desc)
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "badges"`.execute(db)
}
