import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "folders" (
      "id" uuid primary key,
      "owner_id" uuid not null,
      constraint "folders_id_owner_key" unique ("id", "owner_id"),
      "name" varchar(80) not null,
      "parent_id" uuid,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1,
      constraint "folders_parent_id_fkey" foreign key ("parent_id", "owner_id") references "folders" ("id", "owner_id") on delete set null ("parent_id")
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "folders_newest_first" on "folders" ("owner_id", "created_at" desc, "id" desc)
  `.execute(db)

  // Those of one folder are read in this order too, and looked for when it is removed.
  await sql`
    create index "folders_by_parent" on "folders" ("parent_id", "owner_id", "created_at" desc, "id" desc)
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "folders"`.execute(db)
}
