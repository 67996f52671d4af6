import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "notes" (
      "id" uuid primary key,
      "owner_id" uuid not null,
      constraint "notes_id_owner_key" unique ("id", "owner_id"),
      "title" varchar(200) not null,
      "rank" integer not null default 0,
      "slug" varchar(40),
      "pin_id" uuid,
      "folder_id" uuid not null,
      "country_id" uuid,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1,
      constraint "notes_pin_id_fkey" foreign key ("pin_id", "owner_id") references "folders" ("id", "owner_id") on delete set null ("pin_id"),
      constraint "notes_folder_id_fkey" foreign key ("folder_id", "owner_id") references "folders" ("id", "owner_id") on delete cascade,
      constraint "notes_country_id_fkey" foreign key ("country_id") references "countries" on delete restrict
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

  // Those of one country are read in this order too, and looked for when it is removed.
  await sql`
    create index "notes_by_country" on "notes" ("country_id", "owner_id", "created_at" desc, "id" desc)
  `.execute(db)

  await sql`
    create table "note_tags" (
      "note_id" uuid not null,
      "tag_id" uuid not null,
      "owner_id" uuid not null,
      primary key ("note_id", "owner_id", "tag_id"),
      constraint "note_tags_note_id_fkey" foreign key ("note_id", "owner_id") references "notes" ("id", "owner_id") on delete cascade,
      constraint "note_tags_tag_id_fkey" foreign key ("tag_id") references "tags" on delete cascade
    )
  `.execute(db)

  // The primary key answers for one note, and this for one tag.
  await sql`
    create index "note_tags_by_tag" on "note_tags" ("tag_id", "owner_id", "note_id")
  `.execute(db)

  await sql`
    create table "note_folders" (
      "note_id" uuid not null,
      "folder_id" uuid not null,
      "owner_id" uuid not null,
      primary key ("note_id", "owner_id", "folder_id"),
      constraint "note_folders_note_id_fkey" foreign key ("note_id", "owner_id") references "notes" ("id", "owner_id") on delete cascade,
      constraint "note_folders_folder_id_fkey" foreign key ("folder_id", "owner_id") references "folders" ("id", "owner_id") on delete cascade
    )
  `.execute(db)

  // The primary key answers for one note, and this for one folder.
  await sql`
    create index "note_folders_by_folder" on "note_folders" ("folder_id", "owner_id", "note_id")
  `.execute(db)

  await sql`
    create index "notes_rank_index" on "notes" ("owner_id", "rank", "id")
  `.execute(db)

  await sql`
    create unique index "notes_slug_unique" on "notes" ("owner_id", "slug")
  `.execute(db)

  await sql`
    create unique index "notes_pin_id_unique" on "notes" ("pin_id", "owner_id")
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "note_tags"`.execute(db)
  await sql`drop table "note_folders"`.execute(db)
  await sql`drop table "notes"`.execute(db)
}
