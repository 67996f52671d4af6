import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "entries" (
      "id" uuid primary key,
      "line" varchar(80) not null,
      "article_id" uuid not null,
      "before_id" uuid,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1,
      constraint "entries_article_id_fkey" foreign key ("article_id") references "articles" on delete restrict,
      constraint "entries_before_id_fkey" foreign key ("before_id") references "entries" on delete restrict
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "entries_newest_first" on "entries" ("created_at" desc, "id" desc)
  `.execute(db)

  // Those of one article are read in this order too, and looked for when it is removed.
  await sql`
    create index "entries_by_article" on "entries" ("article_id", "created_at" desc, "id" desc)
  `.execute(db)

  // Those of one entry are read in this order too, and looked for when it is removed.
  await sql`
    create index "entries_by_before" on "entries" ("before_id", "created_at" desc, "id" desc)
  `.execute(db)

  await sql`
    create table "entry_tags" (
      "entry_id" uuid not null,
      "badge_id" uuid not null,
      primary key ("entry_id", "badge_id"),
      constraint "entry_tags_entry_id_fkey" foreign key ("entry_id") references "entries" on delete cascade,
      constraint "entry_tags_badge_id_fkey" foreign key ("badge_id") references "badges" on delete cascade
    )
  `.execute(db)

  // The primary key answers for one entry, and this for one badge.
  await sql`
    create index "entry_tags_by_badge" on "entry_tags" ("badge_id", "entry_id")
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "entry_tags"`.execute(db)
  await sql`drop table "entries"`.execute(db)
}
