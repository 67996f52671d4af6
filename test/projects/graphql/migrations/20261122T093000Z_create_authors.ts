import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "authors" (
      "id" uuid primary key,
      "name" varchar(100) not null,
      "email" varchar(254),
      "site" varchar(2000),
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "authors_newest_first" on "authors" ("created_at" desc, "id" desc)
  `.execute(db)

  await sql`
    create index "authors_name_index" on "authors" ("name", "id")
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "authors"`.execute(db)
}
