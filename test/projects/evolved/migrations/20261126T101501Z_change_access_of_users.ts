import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table "articles" drop constraint "articles_writer_id_fkey"
  `.execute(db)
  await sql`
    alter table "articles" drop constraint "articles_editor_id_fkey"
  `.execute(db)
  await sql`
    drop index "users_newest_first"
  `.execute(db)
  // Rows that are there get it as well, without being written anew.
  await sql`
    alter table "users" add column "owner_id" uuid not null default ${sql.lit('0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52')}
  `.execute(db)
  await sql`
    alter table "users" alter column "owner_id" drop default
  `.execute(db)
  // Reads every row while nobody can write to the table: on a large one, choose a quiet hour.
  await sql`
    alter table "users" add constraint "users_id_owner_key" unique ("id", "owner_id")
  `.execute(db)
  // Who writes to the table waits until it is built: on a large one, choose a quiet hour.
  await sql`
    create index "users_newest_first" on "users" ("owner_id", "created_at" desc, "id" desc)
  `.execute(db)
  await sql`
    alter table "articles" add constraint "articles_writer_id_fkey" foreign key ("writer_id", "owner_id") references "users" ("id", "owner_id") on delete restrict
  `.execute(db)
  await sql`
    alter table "articles" add constraint "articles_editor_id_fkey" foreign key ("editor_id", "owner_id") references "users" ("id", "owner_id") on delete set null ("editor_id")
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table "articles" drop constraint "articles_writer_id_fkey"
  `.execute(db)
  await sql`
    alter table "articles" drop constraint "articles_editor_id_fkey"
  `.execute(db)
  await sql`
    drop index "users_newest_first"
  `.execute(db)
  // Who owns what is in it is lost: nobody can tell later.
  await sql`
    alter table "users" drop column "owner_id"
  `.execute(db)
  // Who writes to the table waits until it is built: on a large one, choose a quiet hour.
  await sql`
    create index "users_newest_first" on "users" ("created_at" desc, "id" desc)
  `.execute(db)
  // Reads every row while nobody can write to the table: on a large one, choose a quiet hour.
  await sql`
    alter table "articles" add constraint "articles_writer_id_fkey" foreign key ("writer_id") references "users" on delete restrict
  `.execute(db)
  await sql`
    alter table "articles" add constraint "articles_editor_id_fkey" foreign key ("editor_id") references "users" on delete set null
  `.execute(db)
}
