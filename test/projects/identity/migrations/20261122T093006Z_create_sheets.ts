import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "sheets" (
      "id" uuid primary key,
      "owner_id" uuid not null,
      constraint "sheets_id_owner_key" unique ("id", "owner_id"),
      "title" varchar(100) not null,
      "score" integer,
      "folder_id" uuid,
      "parent_id" uuid,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1,
      constraint "sheets_folder_id_fkey" foreign key ("folder_id", "owner_id") references "folders" ("id", "owner_id") on delete restrict,
      constraint "sheets_parent_id_fkey" foreign key ("parent_id", "owner_id") references "sheets" ("id", "owner_id") on delete restrict
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "sheets_newest_first" on "sheets" ("owner_id", "created_at" desc, "id" desc)
  `.execute(db)

  // Those of one folder are read in this order too, and looked for when it is removed.
  await sql`
    create index "sheets_by_folder" on "sheets" ("folder_id", "owner_id", "created_at" desc, "id" desc)
  `.execute(db)

  // Those of one sheet are read in this order too, and looked for when it is removed.
  await sql`
    create index "sheets_by_parent" on "sheets" ("parent_id", "owner_id", "created_at" desc, "id" desc)
  `.execute(db)

  await sql`
    create index "sheets_score_index" on "sheets" ("owner_id", "score", "id")
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "sheets"`.execute(db)
}
