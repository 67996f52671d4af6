import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "notes" (
      "id" uuid primary key,
      "owner_id" uuid not null,
      constraint "notes_id_owner_key" unique ("id", "owner_id"),
      "title" varchar(200) not null,
      "folder_id" uuid not null,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1,
      constraint "notes_folder_id_fkey" foreign key ("folder_id", "owner_id") references "folders" ("id", "owner_id") on delete restrict
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "notes_newest_first" on "notes" ("owner_id", "created_at" desc, "id" desc)
  `.execute(db)

  // Those of one folder are read in this order too, and looked for when it is removed.
  await sql`
    create index "notes_by_folder" on "notes" ("folder_id", "owner_id", "created_at" desc, "id" desc)
  `.execute(db)

  await sql`
    create table "note_tags" (
      "note_id" uuid not null,
      "folder_id" uuid not null,
      "owner_id" uuid not null,
      primary key ("note_id", "owner_id", "folder_id"),
      constraint "note_tags_note_id_fkey" foreign key ("note_id", "owner_id") references "notes" ("id", "owner_id") on delete cascade,
      constraint "note_tags_folder_id_fkey" foreign key ("folder_id", "owner_id") references "folders" ("id", "owner_id") on delete cascade
    )
  `.execute(db)

  // The primary key answers for one note, and this for one folder.
  await sql`
    create index "note_tags_by_folder" on "note_tags" ("folder_id", "owner_id", "note_id")
  `.execute(db)

  await sql`
    create unique index "notes_title_unique" on "notes" ("owner_id", "title")
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "note_tags"`.execute(db)
  await sql`drop table "notes"`.execute(db)
}
