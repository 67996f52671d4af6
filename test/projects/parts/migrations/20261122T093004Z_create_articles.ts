import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "articles" (
      "id" uuid primary key,
      "title" varchar(200) not null,
      "author_id" uuid not null,
      "editor_id" uuid,
      "checker_id" uuid,
      "badge_id" uuid,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1,
      constraint "articles_author_id_fkey" foreign key ("author_id") references "users" on delete cascade,
      constraint "articles_editor_id_fkey" foreign key ("editor_id") references "users" on delete set null,
      constraint "articles_checker_id_fkey" foreign key ("checker_id") references "users" on delete restrict,
      constraint "articles_badge_id_fkey" foreign key ("badge_id") references "badges" on delete restrict
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

  // Those of one user are read in this order too, and looked for when it is removed.
  await sql`
    create index "articles_by_checker" on "articles" ("checker_id", "created_at" desc, "id" desc)
  `.execute(db)

  await sql`
    create table "article_badges" (
      "article_id" uuid not null,
      "badge_id" uuid not null,
      primary key ("article_id", "badge_id"),
      constraint "article_badges_article_id_fkey" foreign key ("article_id") references "articles" on delete cascade,
      constraint "article_badges_badge_id_fkey" foreign key ("badge_id") references "badges" on delete cascade
    )
  `.execute(db)

  // The primary key answers for one article, and this for one badge.
  await sql`
    create index "article_badges_by_badge" on "article_badges" ("badge_id", "article_id")
  `.execute(db)

  await sql`
    create unique index "articles_badge_id_unique" on "articles" ("badge_id")
  `.execute(db)

  // A foreign key takes what is removed for there, since its row is: this answers in its place.
  await sql`
    create function "articles_badge_id_living"() returns trigger language plpgsql as '
      begin
        if exists (select from "badges" where "id" = new."badge_id" and "deleted_at" is not null) then
          raise foreign_key_violation using
            message = ''insert or update refers to what is removed'',
            constraint = ''articles_badge_id_fkey'';
        end if;
        return null;
      end'
  `.execute(db)
  await sql`
    create trigger "articles_badge_id_living" after insert or update of "badge_id" on "articles"
    for each row execute function "articles_badge_id_living"()
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "article_badges"`.execute(db)
  await sql`drop table "articles"`.execute(db)
  await sql`drop function "articles_badge_id_living"()`.execute(db)
}
