import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
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
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table "articles" drop column "score"
  `.execute(db)
  await sql`
    alter table "articles" drop column "subtitle"
  `.execute(db)
  await sql`
    alter table "articles" rename column "reads" to "views"
  `.execute(db)
  await sql`
    alter table "articles" rename column "headline" to "title"
  `.execute(db)
}
