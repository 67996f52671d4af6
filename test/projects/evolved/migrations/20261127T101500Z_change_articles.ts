import { type Kysely, sql } from 'kysely'
import { buildUniqueIndex } from '../src/database/online.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table "articles" add column "code" varchar(20)
  `.execute(db)
  await sql`
    create table "article_readers" (
      "article_id" uuid not null,
      "user_id" uuid not null,
      "owner_id" uuid not null,
      primary key ("article_id", "owner_id", "user_id"),
      constraint "article_readers_article_id_fkey" foreign key ("article_id", "owner_id") references "articles" ("id", "owner_id") on delete cascade,
      constraint "article_readers_user_id_fkey" foreign key ("user_id", "owner_id") references "users" ("id", "owner_id") on delete cascade
    )
  `.execute(db)
  await sql`
    create index "article_readers_by_user" on "article_readers" ("user_id", "owner_id", "article_id")
  `.execute(db)
}

// After the transaction, while others read and write. Where it stops half-way it is begun again, and
// what is done already stays.
export async function afterUp(db: Kysely<unknown>): Promise<void> {
  await buildUniqueIndex(db, {
    name: 'articles_code_unique',
    on: sql`"articles" ("owner_id", "code") where "deleted_at" is null`,
  })
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table "article_readers"
  `.execute(db)
  await sql`
    alter table "articles" drop column "code"
  `.execute(db)
}
