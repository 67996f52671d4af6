import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "accounts" (
      "id" uuid primary key,
      "label" varchar(40) not null,
      "password" varchar(100) not null constraint "accounts_password_check" check (char_length("password") >= 8),
      "pin" integer not null default 1,
      "birthday" date,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "accounts_newest_first" on "accounts" ("created_at" desc, "id" desc)
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "accounts"`.execute(db)
}
