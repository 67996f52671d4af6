import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "articles" (
      "id" uuid primary key,
      "title" varchar(200) not null,
      "published_at" timestamptz(3),
      "author_id" uuid not null,
      "editor_id" uuid,
      "category_id" uuid not null,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1,
      constraint "articles_author_id_fkey" foreign key ("author_id") references "users" on delete cascade,
      constraint "articles_editor_id_fkey" foreign key ("editor_id") references "users" on delete set null,
      constraint "articles_category_id_fkey" foreign key ("category_id") references "categories" on delete restrict
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "articles_newest_first" on "articles" ("created_at" desc, "id" desc)
  `.execute(db)

  // Those of one user are read in this order too, and looked for when it is removed.
  await sql`
    create index "articles_by_author" on "articles" ("author_id", "created_at" desc, "id" desc)
  `.execute(db)

  // Those of one user are read in this order too, and looked for when it is removed.
  await sql`
    create index "articles_by_editor" on "articles" ("editor_id", "created_at" desc, "id" desc)
  `.execute(db)

  // Those of one category are read in this order too, and looked for when it is removed.
  await sql`
    create index "articles_by_category" on "articles" ("category_id", "created_at" desc, "id" desc)
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

  // The primary key answers for one article, and this for one topic.
  await sql`
    create index "article_topics_by_topic" on "article_topics" ("topic_id", "article_id")
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

  // The primary key answers for one article, and this for one article.
  await sql`
    create index "article_related_by_other" on "article_related" ("other_article_id", "article_id")
  `.execute(db)

  // A foreign key takes what is removed for there, since its row is: this answers in its place.
  await sql`
    create function "articles_category_id_living"() returns trigger language plpgsql as '
      begin
        if exists (select from "categories" where "id" = new."category_id" and "deleted_at" is not null) then
          raise foreign_key_violation using
            message = ''insert or update refers to what is removed'',
            constraint = ''articles_category_id_fkey'';
        end if;
        return null;
      end'
  `.execute(db)
  await sql`
    create trigger "articles_category_id_living" after insert or update of "category_id" on "articles"
    for each row execute function "articles_category_id_living"()
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "article_topics"`.execute(db)
  await sql`drop table "article_related"`.execute(db)
  await sql`drop table "articles"`.execute(db)
  await sql`drop function "articles_category_id_living"()`.execute(db)
}
