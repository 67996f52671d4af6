import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "articles" (
      "id" uuid primary key,
      "title" varchar(200) not null,
      "body" text,
      "views" integer not null constraint "articles_views_check" check ("views" >= 0),
      "code" varchar(20) not null,
      "kind" text not null default ${sql.lit('a')} constraint "articles_kind_check" check ("kind" in ('a', 'b')),
      "rating" integer not null,
      "author_id" uuid not null,
      "topic_id" uuid,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1,
      constraint "articles_author_id_fkey" foreign key ("author_id") references "users" on delete restrict,
      constraint "articles_topic_id_fkey" foreign key ("topic_id") references "topics" on delete restrict
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

  // Those of one topic are read in this order too, and looked for when it is removed.
  await sql`
    create index "articles_by_topic" on "articles" ("topic_id", "created_at" desc, "id" desc)
  `.execute(db)

  await sql`
    create table "article_labels" (
      "article_id" uuid not null,
      "topic_id" uuid not null,
      primary key ("article_id", "topic_id"),
      constraint "article_labels_article_id_fkey" foreign key ("article_id") references "articles" on delete cascade,
      constraint "article_labels_topic_id_fkey" foreign key ("topic_id") references "topics" on delete cascade
    )
  `.execute(db)

  // The primary key answers for one article, and this for one topic.
  await sql`
    create index "article_labels_by_topic" on "article_labels" ("topic_id", "article_id")
  `.execute(db)

  await sql`
    create unique index "articles_code_unique" on "articles" ("code")
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
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "article_labels"`.execute(db)
  await sql`drop table "articles"`.execute(db)
  await sql`drop function "articles_topic_id_living"()`.execute(db)
}
