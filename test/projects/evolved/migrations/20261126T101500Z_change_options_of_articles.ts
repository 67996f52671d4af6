import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index "articles_serial_unique"
  `.execute(db)
  await sql`
    drop index "articles_kind_index"
  `.execute(db)
  await sql`
    drop index "articles_by_writer"
  `.execute(db)
  await sql`
    drop index "articles_by_subject"
  `.execute(db)
  await sql`
    drop index "articles_slug_unique"
  `.execute(db)
  await sql`
    drop index "articles_since_index"
  `.execute(db)
  await sql`
    drop index "articles_by_editor"
  `.execute(db)
  await sql`
    drop index "articles_newest_first"
  `.execute(db)
  await sql`
    alter table "article_related" drop constraint "article_related_article_id_fkey"
  `.execute(db)
  await sql`
    alter table "article_related" drop constraint "article_related_other_article_id_fkey"
  `.execute(db)
  await sql`
    alter table "article_related" drop constraint "article_related_pkey"
  `.execute(db)
  await sql`
    drop index "article_related_by_other"
  `.execute(db)
  // Rows that are there get it as well, without being written anew.
  await sql`
    alter table "articles" add column "owner_id" uuid not null default ${sql.lit('0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52')}
  `.execute(db)
  await sql`
    alter table "articles" alter column "owner_id" drop default
  `.execute(db)
  // Reads every row while nobody can write to the table: on a large one, choose a quiet hour.
  await sql`
    alter table "articles" add constraint "articles_id_owner_key" unique ("id", "owner_id")
  `.execute(db)
  await sql`
    alter table "article_related" add column "owner_id" uuid not null default ${sql.lit('0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52')}
  `.execute(db)
  await sql`
    alter table "article_related" alter column "owner_id" drop default
  `.execute(db)
  await sql`
    alter table "articles" add column "deleted_at" timestamptz(3)
  `.execute(db)
  // Who writes to the table waits until it is built: on a large one, choose a quiet hour.
  await sql`
    create index "articles_newest_first" on "articles" ("owner_id", "created_at" desc, "id" desc)
  `.execute(db)
  await sql`
    alter table "article_related" add constraint "article_related_pkey" primary key ("article_id", "owner_id", "other_article_id")
  `.execute(db)
  await sql`
    alter table "article_related" add constraint "article_related_article_id_fkey" foreign key ("article_id", "owner_id") references "articles" ("id", "owner_id") on delete cascade
  `.execute(db)
  await sql`
    alter table "article_related" add constraint "article_related_other_article_id_fkey" foreign key ("other_article_id", "owner_id") references "articles" ("id", "owner_id") on delete cascade
  `.execute(db)
  await sql`
    create index "article_related_by_other" on "article_related" ("other_article_id", "owner_id", "article_id")
  `.execute(db)
  await sql`
    create unique index "articles_serial_unique" on "articles" ("owner_id", "serial") where "deleted_at" is null
  `.execute(db)
  await sql`
    create index "articles_kind_index" on "articles" ("owner_id", "kind", "id")
  `.execute(db)
  await sql`
    create index "articles_by_writer" on "articles" ("writer_id", "owner_id", "created_at" desc, "id" desc)
  `.execute(db)
  await sql`
    create index "articles_by_subject" on "articles" ("subject_id", "owner_id", "created_at" desc, "id" desc)
  `.execute(db)
  await sql`
    create unique index "articles_slug_unique" on "articles" ("owner_id", "slug") where "deleted_at" is null
  `.execute(db)
  await sql`
    create index "articles_since_index" on "articles" ("owner_id", "since", "id")
  `.execute(db)
  await sql`
    create index "articles_by_editor" on "articles" ("editor_id", "owner_id", "created_at" desc, "id" desc)
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  // What was removed goes for good: else it would be there again.
  await sql`
    delete from "articles" where "deleted_at" is not null
  `.execute(db)
  await sql`
    drop index "articles_serial_unique"
  `.execute(db)
  await sql`
    drop index "articles_kind_index"
  `.execute(db)
  await sql`
    drop index "articles_by_writer"
  `.execute(db)
  await sql`
    drop index "articles_by_subject"
  `.execute(db)
  await sql`
    drop index "articles_slug_unique"
  `.execute(db)
  await sql`
    drop index "articles_since_index"
  `.execute(db)
  await sql`
    drop index "articles_by_editor"
  `.execute(db)
  await sql`
    drop index "articles_newest_first"
  `.execute(db)
  await sql`
    alter table "article_related" drop constraint "article_related_article_id_fkey"
  `.execute(db)
  await sql`
    alter table "article_related" drop constraint "article_related_other_article_id_fkey"
  `.execute(db)
  await sql`
    alter table "article_related" drop constraint "article_related_pkey"
  `.execute(db)
  await sql`
    drop index "article_related_by_other"
  `.execute(db)
  // Who owns what is in it is lost: nobody can tell later.
  await sql`
    alter table "articles" drop column "owner_id"
  `.execute(db)
  await sql`
    alter table "article_related" drop column "owner_id"
  `.execute(db)
  await sql`
    alter table "articles" drop column "deleted_at"
  `.execute(db)
  // Who writes to the table waits until it is built: on a large one, choose a quiet hour.
  await sql`
    create index "articles_newest_first" on "articles" ("created_at" desc, "id" desc)
  `.execute(db)
  // Reads every row while nobody can write to the table: on a large one, choose a quiet hour.
  await sql`
    alter table "article_related" add constraint "article_related_pkey" primary key ("article_id", "other_article_id")
  `.execute(db)
  await sql`
    alter table "article_related" add constraint "article_related_article_id_fkey" foreign key ("article_id") references "articles" on delete cascade
  `.execute(db)
  await sql`
    alter table "article_related" add constraint "article_related_other_article_id_fkey" foreign key ("other_article_id") references "articles" on delete cascade
  `.execute(db)
  await sql`
    create index "article_related_by_other" on "article_related" ("other_article_id", "article_id")
  `.execute(db)
  await sql`
    create unique index "articles_serial_unique" on "articles" ("serial")
  `.execute(db)
  await sql`
    create index "articles_kind_index" on "articles" ("kind", "id")
  `.execute(db)
  await sql`
    create index "articles_by_writer" on "articles" ("writer_id", "created_at" desc, "id" desc)
  `.execute(db)
  await sql`
    create index "articles_by_subject" on "articles" ("subject_id", "created_at" desc, "id" desc)
  `.execute(db)
  await sql`
    create unique index "articles_slug_unique" on "articles" ("slug")
  `.execute(db)
  await sql`
    create index "articles_since_index" on "articles" ("since", "id")
  `.execute(db)
  await sql`
    create index "articles_by_editor" on "articles" ("editor_id", "created_at" desc, "id" desc)
  `.execute(db)
}
