import { type Kysely, sql } from 'kysely'
import { requireColumn } from '../src/database/online.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What is in it is lost.
  await sql`
    alter table "articles" drop column "subtitle"
  `.execute(db)
  // What is in it is lost.
  await sql`
    drop table "article_topics"
  `.execute(db)
  await sql`
    drop trigger "articles_main_topic_id_living" on "articles"
  `.execute(db)
  await sql`
    drop function "articles_main_topic_id_living"()
  `.execute(db)
  await sql`
    alter table "articles" rename column "main_topic_id" to "subject_id"
  `.execute(db)
  await sql`
    alter table "articles" rename constraint "articles_main_topic_id_fkey" to "articles_subject_id_fkey"
  `.execute(db)
  await sql`
    alter index if exists "articles_by_main_topic" rename to "articles_by_subject"
  `.execute(db)
  // A foreign key takes what is removed for there, since its row is: this answers in its place.
  await sql`
    create function "articles_subject_id_living"() returns trigger language plpgsql as '
      begin
        if exists (select from "topics" where "id" = new."subject_id" and "deleted_at" is not null) then
          raise foreign_key_violation using
            message = ''insert or update refers to what is removed'',
            constraint = ''articles_subject_id_fkey'';
        end if;
        return null;
      end'
  `.execute(db)
  await sql`
    create trigger "articles_subject_id_living" after insert or update of "subject_id" on "articles"
    for each row execute function "articles_subject_id_living"()
  `.execute(db)
  await sql`
    alter table "articles" alter column "rating" set default 1
  `.execute(db)
}

// After the transaction, while others read and write. Where it stops half-way it is begun again, and
// what is done already stays.
export async function afterUp(db: Kysely<unknown>): Promise<void> {
  await requireColumn(db, {
    table: 'articles',
    column: 'rating',
    check: 'articles_rating_required',
    fill: sql`1`,
  })
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table "articles" alter column "rating" drop default
  `.execute(db)
  await sql`
    alter table "articles" alter column "rating" drop not null,
      drop constraint if exists "articles_rating_required"
  `.execute(db)
  await sql`
    drop trigger "articles_subject_id_living" on "articles"
  `.execute(db)
  await sql`
    drop function "articles_subject_id_living"()
  `.execute(db)
  await sql`
    alter table "articles" rename column "subject_id" to "main_topic_id"
  `.execute(db)
  await sql`
    alter table "articles" rename constraint "articles_subject_id_fkey" to "articles_main_topic_id_fkey"
  `.execute(db)
  await sql`
    alter index if exists "articles_by_subject" rename to "articles_by_main_topic"
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
    create table "article_topics" (
      "article_id" uuid not null,
      "topic_id" uuid not null,
      primary key ("article_id", "topic_id"),
      constraint "article_topics_article_id_fkey" foreign key ("article_id") references "articles" on delete cascade,
      constraint "article_topics_topic_id_fkey" foreign key ("topic_id") references "topics" on delete cascade
    )
  `.execute(db)
  await sql`
    create index "article_topics_by_topic" on "article_topics" ("topic_id", "article_id")
  `.execute(db)
  // What was in it does not come back.
  await sql`
    alter table "articles" add column "subtitle" varchar(100)
  `.execute(db)
  await sql`
    alter table "articles" add constraint "articles_subtitle_check" check (char_length("subtitle") >= 2) not valid
  `.execute(db)
}

// After the transaction, while others read and write. Where it stops half-way it is begun again, and
// what is done already stays.
export async function afterDown(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table "articles" validate constraint "articles_subtitle_check"
  `.execute(db)
}
