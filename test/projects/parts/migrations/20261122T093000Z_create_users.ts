import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "users" (
      "id" uuid primary key,
      "name" varchar(100) not null,
      "email" varchar(80) not null,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "users_newest_first" on "users" ("created_at" desc, "id" desc)
  `.execute(db)

  await sql`
    create unique index "users_email_unique" on "users" ("email")
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "users"`.execute(db)
}
