import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "profiles" (
      "id" uuid primary key,
      "handle" varchar(30) not null,
      "bio" text,
      "user_id" uuid not null,
      "successor_id" uuid,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1,
      constraint "profiles_user_id_fkey" foreign key ("user_id") references "users" on delete cascade,
      constraint "profiles_successor_id_fkey" foreign key ("successor_id") references "profiles" on delete set null
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "profiles_newest_first" on "profiles" ("created_at" desc, "id" desc)
  `.execute(db)

  await sql`
    create unique index "profiles_handle_unique" on "profiles" ("handle")
  `.execute(db)

  await sql`
    create unique index "profiles_user_id_unique" on "profiles" ("user_id")
  `.execute(db)

  await sql`
    create unique index "profiles_successor_id_unique" on "profiles" ("successor_id")
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "profiles"`.execute(db)
}
