import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "idempotency_keys" (
      "scope" text not null,
      "key" text not null,
      "fingerprint" text not null,
      "status" integer not null,
      "headers" jsonb not null,
      "body" text not null,
      "created_at" timestamptz(3) not null,
      primary key ("scope", "key")
    )
  `.execute(db)

  // What is expired is removed in this order.
  await sql`
    create index "idempotency_keys_oldest_first" on "idempotency_keys" ("created_at")
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "idempotency_keys"`.execute(db)
}
