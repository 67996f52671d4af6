import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "articles" (
      "id" uuid primary key,
      "title" varchar(200) not null,
      "slug" varchar(80),
      "views" integer not null default 0,
      "size" bigint,
      "price" numeric(10, 2) not null default 0.00,
      "weight" double precision,
      "live" boolean not null default false,
      "day" date,
      "published_at" timestamptz(3),
      "status" text not null default ${sql.lit('draft')} constraint "articles_status_check" check ("status" in ('draft', 'published')),
      "kind" text constraint "articles_kind_check" check ("kind" in ('a-b', 'c')),
      "meta" jsonb not null default ${sql.lit('{}')},
      "tags" varchar(30)[] not null default '{}' constraint "articles_tags_check" check (cardinality("tags") <= 20),
      "author_id" uuid not null,
      "editor_id" uuid,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1,
      constraint "articles_author_id_fkey" foreign key ("author_id") references "authors" on delete restrict,
      constraint "articles_editor_id_fkey" foreign key ("editor_id") references "authors" on delete set null
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "articles_newest_first" on "articles" ("created_at" desc, "id" desc)
  `.execute(db)

  // Those of one author are read in this order too, and looked for when it is removed.
  await sql`
    create index "articles_by_author" on "articles" ("author_id", "created_at" desc, "id" desc)
  `.execute(db)

  // Those of one author are read in this order too, and looked for when it is removed.
  await sql`
    create index "articles_by_editor" on "articles" ("editor_id", "created_at" desc, "id" desc)
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

  await sql`
    create index "articles_title_index" on "articles" ("title", "id")
  `.execute(db)

  await sql`
    create index "articles_views_index" on "articles" ("views", "id")
  `.execute(db)

  await sql`
    create index "articles_live_index" on "articles" ("live", "id")
  `.execute(db)

  await sql`
    create index "articles_published_at_index" on "articles" ("published_at", "id")
  `.execute(db)

  await sql`
    create index "articles_status_index" on "articles" ("status", "id")
  `.execute(db)

  await sql`
    create unique index "articles_slug_unique" on "articles" ("slug")
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "article_topics"`.execute(db)
  await sql`drop table "article_related"`.execute(db)
  await sql`drop table "articles"`.execute(db)
}
