import { type Kysely, sql } from 'kysely'
import { buildIndex } from '../src/database/online.ts'

// What is in the table is lost. The way back makes it again as it was, and empty; what migrations of
// your own did to it is for you to add.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "article_topics"`.execute(db)
  await sql`drop table "articles"`.execute(db)
  await sql`drop function "articles_topic_id_living"()`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "articles" (
      "id" uuid primary key,
      "owner_id" uuid not null,
      constraint "articles_id_owner_key" unique ("id", "owner_id"),
      "title" varchar(200) not null,
      "slug" varchar(80) not null,
      "views" integer not null default 0,
      "author_id" uuid not null,
      "topic_id" uuid,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1,
      constraint "articles_author_id_fkey" foreign key ("author_id") references "authors" on delete cascade,
      constraint "articles_topic_id_fkey" foreign key ("topic_id") references "topics" on delete restrict
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "articles_newest_first" on "articles" ("owner_id", "created_at" desc, "id" desc)
  `.execute(db)

  // Those of one author are read in this order too, and looked for when it is removed.
  await sql`
    create index "articles_by_author" on "articles" ("author_id", "owner_id", "created_at" desc, "id" desc)
  `.execute(db)

  // Those of one topic are read in this order too, and looked for when it is removed.
  await sql`
    create index "articles_by_topic" on "articles" ("topic_id", "owner_id", "created_at" desc, "id" desc)
  `.execute(db)

  await sql`
    create table "article_topics" (
      "article_id" uuid not null,
      "topic_id" uuid not null,
      "owner_id" uuid not null,
      primary key ("article_id", "owner_id", "topic_id"),
      constraint "article_topics_article_id_fkey" foreign key ("article_id", "owner_id") references "articles" ("id", "owner_id") on delete cascade,
      constraint "article_topics_topic_id_fkey" foreign key ("topic_id") references "topics" on delete cascade
    )
  `.execute(db)

  // The primary key answers for one article, and this for one topic.
  await sql`
    create index "article_topics_by_topic" on "article_topics" ("topic_id", "owner_id", "article_id")
  `.execute(db)

  await sql`
    create unique index "articles_slug_unique" on "articles" ("owner_id", "slug")
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

  await buildIndex(db, {
    name: 'articles_by_views',
    on: sql`"articles" ("views", "created_at")`,
  })

  await sql`
    alter table "articles" add constraint "views_not_negative" ${sql.raw('check (views >= 0)')} not valid
  `.execute(db)

  await sql`alter table "articles" validate constraint "views_not_negative"`.execute(db)

  await sql`
    alter table "articles" rename column "title" to "headline"
  `.execute(db)
  await sql`
    alter table "articles" rename column "views" to "reads"
  `.execute(db)
  await sql`
    alter table "articles" add column "subtitle" varchar(200)
  `.execute(db)
  // Rows that are there get it as well, without being written anew.
  await sql`
    alter table "articles" add column "score" numeric(5, 2) not null default 0.00
  `.execute(db)

  await buildIndex(db, {
    name: 'articles_by_score',
    on: sql`"articles" ("score")`,
  })
}
