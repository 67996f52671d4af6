import { type Kysely, sql } from 'kysely'
import { buildIndex, buildUniqueIndex, requireColumn } from '../src/database/online.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What is in it is lost.
  await sql`
    alter table "articles" drop column "views"
  `.execute(db)
  await sql`
    alter table "articles" rename column "body" to "content"
  `.execute(db)
  await sql`
    alter table "articles" rename column "code" to "serial"
  `.execute(db)
  await sql`
    alter index if exists "articles_code_unique" rename to "articles_serial_unique"
  `.execute(db)
  await sql`
    alter table "articles" rename column "author_id" to "writer_id"
  `.execute(db)
  await sql`
    alter table "articles" rename constraint "articles_author_id_fkey" to "articles_writer_id_fkey"
  `.execute(db)
  await sql`
    alter index if exists "articles_by_author" rename to "articles_by_writer"
  `.execute(db)
  await sql`
    alter table "article_labels" rename to "article_topics"
  `.execute(db)
  await sql`
    alter table "article_topics" rename constraint "article_labels_pkey" to "article_topics_pkey"
  `.execute(db)
  await sql`
    alter table "article_topics" rename constraint "article_labels_article_id_fkey" to "article_topics_article_id_fkey"
  `.execute(db)
  await sql`
    alter table "article_topics" rename constraint "article_labels_topic_id_fkey" to "article_topics_topic_id_fkey"
  `.execute(db)
  await sql`
    alter index "article_labels_by_topic" rename to "article_topics_by_topic"
  `.execute(db)
  await sql`
    drop trigger "articles_topic_id_living" on "articles"
  `.execute(db)
  await sql`
    drop function "articles_topic_id_living"()
  `.execute(db)
  await sql`
    alter table "articles" rename column "topic_id" to "main_topic_id"
  `.execute(db)
  await sql`
    alter table "articles" rename constraint "articles_topic_id_fkey" to "articles_main_topic_id_fkey"
  `.execute(db)
  await sql`
    alter index if exists "articles_by_topic" rename to "articles_by_main_topic"
  `.execute(db)
  // A foreign key takes what is removed for there, since its row is: this answers in its place.
  await sql`
    create function "articles_main_topic_id_living"() returns trigger language plpgsql as '
      begin
        if exists (select from "topics" where "id" = new."main_topic_id" and "deleted_at" is not null) then
          raise foreign_key_violation using
            message = ''insert or update refers to what is removed'',
            constraint = ''articles_main_topic_id_fkey'';
        end if;
        return null;
      end'
  `.execute(db)
  await sql`
    create trigger "articles_main_topic_id_living" after insert or update of "main_topic_id" on "articles"
    for each row execute function "articles_main_topic_id_living"()
  `.execute(db)
  await sql`
    alter table "articles" alter column "title" type varchar(300)
  `.execute(db)
  await sql`
    alter table "articles" add constraint "articles_title_check" check (char_length("title") >= 3) not valid
  `.execute(db)
  await sql`
    alter table "articles" drop constraint "articles_kind_check"
  `.execute(db)
  await sql`
    alter table "articles" alter column "kind" set default ${sql.lit('b')}
  `.execute(db)
  await sql`
    alter table "articles" add constraint "articles_kind_check" check ("kind" in ('a', 'b', 'c')) not valid
  `.execute(db)
  // Nobody can use the table while its rows are written anew.
  await sql`
    alter table "articles" alter column "rating" type bigint using "rating"::bigint
  `.execute(db)
  await sql`
    alter table "articles" alter column "rating" drop not null,
      drop constraint if exists "articles_rating_required"
  `.execute(db)
  await sql`
    alter table "articles" add column "subtitle" varchar(100)
  `.execute(db)
  await sql`
    alter table "articles" add constraint "articles_subtitle_check" check (char_length("subtitle") >= 2) not valid
  `.execute(db)
  // Rows that are there get it as well, without being written anew.
  await sql`
    alter table "articles" add column "live" boolean not null default false
  `.execute(db)
  await sql`
    alter table "articles" add column "slug" varchar(80)
  `.execute(db)
  // Rows that are there get it as well, without being written anew.
  await sql`
    alter table "articles" add column "since" timestamptz(3) not null default now()
  `.execute(db)
  // Rows that are there get it as well, without being written anew.
  await sql`
    alter table "articles" add column "tags" varchar(255)[] not null default '{}'
  `.execute(db)
  await sql`
    alter table "articles" alter column "tags" drop default
  `.execute(db)
  await sql`
    alter table "articles" add constraint "articles_tags_check" check (cardinality("tags") <= 20) not valid
  `.execute(db)
  await sql`
    alter table "articles" add column "editor_id" uuid
  `.execute(db)
  await sql`
    alter table "articles" add constraint "articles_editor_id_fkey" foreign key ("editor_id") references "users" on delete set null not valid
  `.execute(db)
  await sql`
    create table "article_related" (
      "article_id" uuid not null,
      "other_article_id" uuid not null,
      primary key ("article_id", "other_article_id"),
      constraint "article_related_article_id_fkey" foreign key ("article_id") references "articles" on delete cascade,
      constraint "article_related_other_article_id_fkey" foreign key ("other_article_id") references "articles" on delete cascade
    )
  `.execute(db)
  await sql`
    create index "article_related_by_other" on "article_related" ("other_article_id", "article_id")
  `.execute(db)
}

// After the transaction, while others read and write. Where it stops half-way it is begun again, and
// what is done already stays.
export async function afterUp(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table "articles" validate constraint "articles_title_check"
  `.execute(db)
  await sql`
    alter table "articles" validate constraint "articles_kind_check"
  `.execute(db)
  await sql`
    alter table "articles" validate constraint "articles_subtitle_check"
  `.execute(db)
  await sql`
    alter table "articles" validate constraint "articles_tags_check"
  `.execute(db)
  await sql`
    alter table "articles" validate constraint "articles_editor_id_fkey"
  `.execute(db)
  await buildIndex(db, {
    name: 'articles_kind_index',
    on: sql`"articles" ("kind", "id")`,
  })
  await buildUniqueIndex(db, {
    name: 'articles_slug_unique',
    on: sql`"articles" ("slug")`,
  })
  await buildIndex(db, {
    name: 'articles_since_index',
    on: sql`"articles" ("since", "id")`,
  })
  await buildIndex(db, {
    name: 'articles_by_editor',
    on: sql`"articles" ("editor_id", "created_at" desc, "id" desc)`,
  })
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table "article_related"
  `.execute(db)
  await sql`
    alter table "articles" drop column "editor_id"
  `.execute(db)
  await sql`
    alter table "articles" drop column "tags"
  `.execute(db)
  await sql`
    alter table "articles" drop column "since"
  `.execute(db)
  await sql`
    alter table "articles" drop column "slug"
  `.execute(db)
  await sql`
    alter table "articles" drop column "live"
  `.execute(db)
  await sql`
    alter table "articles" drop column "subtitle"
  `.execute(db)
  // Nobody can use the table while its rows are written anew.
  await sql`
    alter table "articles" alter column "rating" type integer using "rating"::integer
  `.execute(db)
  await sql`
    drop index if exists "articles_kind_index"
  `.execute(db)
  await sql`
    alter table "articles" drop constraint "articles_kind_check"
  `.execute(db)
  await sql`
    alter table "articles" alter column "kind" set default ${sql.lit('a')}
  `.execute(db)
  await sql`
    alter table "articles" add constraint "articles_kind_check" check ("kind" in ('a', 'b')) not valid
  `.execute(db)
  await sql`
    alter table "articles" drop constraint "articles_title_check"
  `.execute(db)
  await sql`
    alter table "articles" alter column "title" type varchar(200)
  `.execute(db)
  await sql`
    drop trigger "articles_main_topic_id_living" on "articles"
  `.execute(db)
  await sql`
    drop function "articles_main_topic_id_living"()
  `.execute(db)
  await sql`
    alter table "articles" rename column "main_topic_id" to "topic_id"
  `.execute(db)
  await sql`
    alter table "articles" rename constraint "articles_main_topic_id_fkey" to "articles_topic_id_fkey"
  `.execute(db)
  await sql`
    alter index if exists "articles_by_main_topic" rename to "articles_by_topic"
  `.execute(db)
  // A foreign key takes what is removed for there, since its row is: this answers in its place.
  await sql`
    create function "articles_topic_id_living"() returns trigger language plpgsql as '
      begin
        if exists (select from "topics" where "id" = new."topic_id" and "deleted_at" is not null) then
          raise foreign_key_violation using
            message = ''insert or update refers to what is removed'',
            constraint = ''articles_topic_id_fkey'';
        end if;
        return null;
      end'
  `.execute(db)
  await sql`
    create trigger "articles_topic_id_living" after insert or update of "topic_id" on "articles"
    for each row execute function "articles_topic_id_living"()
  `.execute(db)
  await sql`
    alter table "article_topics" rename to "article_labels"
  `.execute(db)
  await sql`
    alter table "article_labels" rename constraint "article_topics_pkey" to "article_labels_pkey"
  `.execute(db)
  await sql`
    alter table "article_labels" rename constraint "article_topics_article_id_fkey" to "article_labels_article_id_fkey"
  `.execute(db)
  await sql`
    alter table "article_labels" rename constraint "article_topics_topic_id_fkey" to "article_labels_topic_id_fkey"
  `.execute(db)
  await sql`
    alter index "article_topics_by_topic" rename to "article_labels_by_topic"
  `.execute(db)
  await sql`
    alter table "articles" rename column "writer_id" to "author_id"
  `.execute(db)
  await sql`
    alter table "articles" rename constraint "articles_writer_id_fkey" to "articles_author_id_fkey"
  `.execute(db)
  await sql`
    alter index if exists "articles_by_writer" rename to "articles_by_author"
  `.execute(db)
  await sql`
    alter table "articles" rename column "serial" to "code"
  `.execute(db)
  await sql`
    alter index if exists "articles_serial_unique" rename to "articles_code_unique"
  `.execute(db)
  await sql`
    alter table "articles" rename column "content" to "body"
  `.execute(db)
  // What was in it does not come back.
  await sql`
    alter table "articles" add column "views" integer
  `.execute(db)
  await sql`
    alter table "articles" add constraint "articles_views_check" check ("views" >= 0) not valid
  `.execute(db)
}

// After the transaction, while others read and write. Where it stops half-way it is begun again, and
// what is done already stays.
export async function afterDown(db: Kysely<unknown>): Promise<void> {
  // Stops where a row has none: give it one first.
  await requireColumn(db, {
    table: 'articles',
    column: 'rating',
    check: 'articles_rating_required',
  })
  await sql`
    alter table "articles" validate constraint "articles_kind_check"
  `.execute(db)
  await sql`
    alter table "articles" validate constraint "articles_views_check"
  `.execute(db)
}
