import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "notes" (
      "id" uuid primary key,
      "owner_id" uuid not null,
      constraint "notes_id_owner_key" unique ("id", "owner_id"),
      "title" varchar(200) not null,
      "folder_id" uuid not null,
      "topic_id" uuid,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1,
      constraint "notes_folder_id_fkey" foreign key ("folder_id", "owner_id") references "folders" ("id", "owner_id") on delete restrict,
      constraint "notes_topic_id_fkey" foreign key ("topic_id") references "topics" on delete restrict
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

  // Those of one topic are read in this order too, and looked for when it is removed.
  await sql`
    create index "notes_by_topic" on "notes" ("topic_id", "owner_id", "created_at" desc, "id" desc)
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

  // A foreign key takes what is removed for there, since its row is: this answers in its place.
  await sql`
    create function "notes_topic_id_living"() returns trigger language plpgsql as '
      begin
        if exists (select from "topics" where "id" = new."topic_id" and "deleted_at" is not null) then
          raise foreign_key_violation using
            message = ''insert or update refers to what is removed'',
            constraint = ''notes_topic_id_fkey'';
        end if;
        return null;
      end'
  `.execute(db)
  await sql`
    create trigger "notes_topic_id_living" after insert or update of "topic_id" on "notes"
    for each row execute function "notes_topic_id_living"()
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "note_folders"`.execute(db)
  await sql`drop table "notes"`.execute(db)
  await sql`drop function "notes_topic_id_living"()`.execute(db)
}
