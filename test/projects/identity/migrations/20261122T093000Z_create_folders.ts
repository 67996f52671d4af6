import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "folders" (
      "id" uuid primary key,
      "owner_id" uuid not null,
      constraint "folders_id_owner_key" unique ("id", "owner_id"),
      "title" varchar(200) not null,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "folders_newest_first" on "folders" ("owner_id", "created_at" desc, "id" desc)
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "folders"`.execute(db)
}
