import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "notes" (
      "id" uuid primary key,
      "owner_id" uuid not null,
      constraint "notes_id_owner_key" unique ("id", "owner_id"),
      "text" varchar(80) not null,
      "secret_id" uuid not null,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1,
      constraint "notes_secret_id_fkey" foreign key ("secret_id", "owner_id") references "secrets" ("id", "owner_id") on delete restrict
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "notes_newest_first" on "notes" ("owner_id", "created_at" desc, "id" desc)
  `.execute(db)

  // Those of one secret are read in this order too, and looked for when it is removed.
  await sql`
    create index "notes_by_secret" on "notes" ("secret_id", "owner_id", "created_at" desc, "id" desc)
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "notes"`.execute(db)
}
