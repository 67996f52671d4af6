import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "articles" (
      "id" uuid primary key,
      "title" varchar(200) not null constraint "articles_title_check" check (char_length("title") >= 3),
      "body" text constraint "articles_body_check" check (char_length("body") <= 5000),
      "views" integer not null default 0 constraint "articles_views_check" check ("views" >= 0 and "views" <= 100),
      "size" bigint,
      "big" bigint not null default 7 constraint "articles_big_check" check ("big" >= -5),
      "price" numeric(10, 2) not null default 9.90 constraint "articles_price_check" check ("price" >= 0.00),
      "rate" numeric(3, 3),
      "weight" double precision not null,
      "ratio" double precision default 0.5 constraint "articles_ratio_check" check ("ratio" >= 0 and "ratio" <= 1),
      "live" boolean not null default false,
      "ref2" uuid,
      "day" date not null default (now() at time zone 'utc')::date,
      "since" date default ${sql.lit('2026-01-31')},
      "published_at" timestamptz(3),
      "meta" jsonb not null default ${sql.lit('{}')},
      "extra" jsonb,
      "status" text not null default ${sql.lit('draft')} constraint "articles_status_check" check ("status" in ('draft', 'published', 'a-longer-one', 'another-one', 'yet-another-one', 'the-very-last-one')),
      "kind" text constraint "articles_kind_check" check ("kind" in ('a', 'b')),
      "email" varchar(254),
      "url" varchar(2000),
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "articles_newest_first" on "articles" ("created_at" desc, "id" desc)
  `.execute(db)

  await sql`
    create index "articles_title_index" on "articles" ("title", "id")
  `.execute(db)

  await sql`
    create index "articles_live_index" on "articles" ("live", "id")
  `.execute(db)

  await sql`
    create index "articles_kind_index" on "articles" ("kind", "id")
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "articles"`.execute(db)
}
