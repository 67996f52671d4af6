import { type Kysely, sql } from 'kysely'

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
    alter index "articles_code_unique" rename to "articles_serial_unique"
  `.execute(db)
  await sql`
    alter table "articles" rename column "author_id" to "writer_id"
  `.execute(db)
  await sql`
    alter table "articles" rename constraint "articles_author_id_fkey" to "articles_writer_id_fkey"
  `.execute(db)
  await sql`
    alter index "articles_by_author" rename to "articles_by_writer"
  `.execute(db)
  await sql`
    alter table "article_labels" rename to "article_topics"
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
    alter index "articles_by_topic" rename to "articles_by_main_topic"
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
  // Reads every row while nobody can write to the table: on a large one, choose a quiet hour.
  await sql`
    alter table "articles" add constraint "articles_title_check" check (char_length("title") >= 3)
  `.execute(db)
  await sql`
    alter table "articles" drop constraint "articles_kind_check"
  `.execute(db)
  await sql`
    alter table "articles" alter column "kind" set default ${sql.lit('b')}
  `.execute(db)
  // Reads every row while nobody can write to the table: on a large one, choose a quiet hour.
  await sql`
    alter table "articles" add constraint "articles_kind_check" check ("kind" in ('a', 'b', 'c'))
  `.execute(db)
  // Who writes to the table waits until it is built. On a large table, build it beforehand, with
  // `concurrently` and the same name: this then finds it.
  await sql`
    create index if not exists "articles_kind_index" on "articles" ("kind", "id")
  `.execute(db)
  // Nobody can use the table while its rows are written anew.
  await sql`
    alter table "articles" alter column "rating" type bigint using "rating"::bigint
  `.execute(db)
  await sql`
    alter table "articles" alter column "rating" drop not null
  `.execute(db)
  await sql`
    alter table "articles" add column "subtitle" varchar(100)
  `.execute(db)
  // Reads every row while nobody can write to the table: on a large one, choose a quiet hour.
  await sql`
    alter table "articles" add constraint "articles_subtitle_check" check (char_length("subtitle") >= 2)
  `.execute(db)
  // Rows that are there get it as well, without being written anew.
  await sql`
    alter table "articles" add column "live" boolean not null default false
  `.execute(db)
  await sql`
    alter table "articles" add column "slug" varchar(80)
  `.execute(db)
  // Who writes to the table waits until it is built. On a large table, build it beforehand, with
  // `concurrently` and the same name: this then finds it.
  await sql`
    create unique index if not exists "articles_slug_unique" on "articles" ("slug")
  `.execute(db)
  // Rows that are there get it as well, without being written anew.
  await sql`
    alter table "articles" add column "since" timestamptz(3) not null default now()
  `.execute(db)
  // Who writes to the table waits until it is built. On a large table, build it beforehand, with
  // `concurrently` and the same name: this then finds it.
  await sql`
    create index if not exists "articles_since_index" on "articles" ("since", "id")
  `.execute(db)
  // Rows that are there get it as well, without being written anew.
  await sql`
    alter table "articles" add column "tags" varchar(255)[] not null default '{}'
  `.execute(db)
  await sql`
    alter table "articles" alter column "tags" drop default
  `.execute(db)
  // Reads every row while nobody can write to the table: on a large one, choose a quiet hour.
  await sql`
    alter table "articles" add constraint "articles_tags_check" check (cardinality("tags") <= 20)
  `.execute(db)
  await sql`
    alter table "articles" add column "editor_id" uuid
  `.execute(db)
  // Reads every row while nobody can write to the table: on a large one, choose a quiet hour.
  await sql`
    alter table "articles" add constraint "articles_editor_id_fkey" foreign key ("editor_id") references "users" on delete set null
  `.execute(db)
  // Who writes to the table waits until it is built. On a large table, build it beforehand, with
  // `concurrently` and the same name: this then finds it.
  await sql`
    create index if not exists "articles_by_editor" on "articles" ("editor_id", "created_at" desc, "id" desc)
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
  // Fails where a row has none: give it one first.
  await sql`
    alter table "articles" alter column "rating" set not null
  `.execute(db)
  await sql`
    drop index "articles_kind_index"
  `.execute(db)
  await sql`
    alter table "articles" drop constraint "articles_kind_check"
  `.execute(db)
  await sql`
    alter table "articles" alter column "kind" set default ${sql.lit('a')}
  `.execute(db)
  // Reads every row while nobody can write to the table: on a large one, choose a quiet hour.
  await sql`
    alter table "articles" add constraint "articles_kind_check" check ("kind" in ('a', 'b'))
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
    alter index "articles_by_main_topic" rename to "articles_by_topic"
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
    alter index "articles_by_writer" rename to "articles_by_author"
  `.execute(db)
  await sql`
    alter table "articles" rename column "serial" to "code"
  `.execute(db)
  await sql`
    alter index "articles_serial_unique" rename to "articles_code_unique"
  `.execute(db)
  await sql`
    alter table "articles" rename column "content" to "body"
  `.execute(db)
  // What was in it does not come back.
  await sql`
    alter table "articles" add column "views" integer
  `.execute(db)
  // Reads every row while nobody can write to the table: on a large one, choose a quiet hour.
  await sql`
    alter table "articles" add constraint "articles_views_check" check ("views" >= 0)
  `.execute(db)
}
