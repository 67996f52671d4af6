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
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "articles"`.execute(db)
}
