import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "secrets" (
      "id" uuid primary key,
      "owner_id" uuid not null,
      constraint "secrets_id_owner_key" unique ("id", "owner_id"),
      "code" varchar(20) not null,
      "holder_id" uuid not null,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1,
      constraint "secrets_holder_id_fkey" foreign key ("holder_id") references "users" on delete restrict
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "secrets_newest_first" on "secrets" ("owner_id", "created_at" desc, "id" desc)
  `.execute(db)

  // Those of one user are read in this order too, and looked for when it is removed.
  await sql`
    create index "secrets_by_holder" on "secrets" ("holder_id", "owner_id", "created_at" desc, "id" desc)
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "secrets"`.execute(db)
}
