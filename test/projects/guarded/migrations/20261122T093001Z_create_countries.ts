import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "countries" (
      "id" uuid primary key,
      "name" varchar(80) not null,
      "capital" varchar(80),
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "countries_newest_first" on "countries" ("created_at" desc, "id" desc)
  `.execute(db)

  await sql`
    create index "countries_capital_index" on "countries" ("capital", "id")
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "countries"`.execute(db)
}
