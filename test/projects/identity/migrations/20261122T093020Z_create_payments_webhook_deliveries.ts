import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "payments_webhook_deliveries" (
      "delivery_id" text not null,
      "received_at" timestamptz(3) not null,
      primary key ("delivery_id")
    )
  `.execute(db)

  // What is expired is removed in this order.
  await sql`create index "payments_webhook_deliveries_oldest_first" on "payments_webhook_deliveries" ("received_at")`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "payments_webhook_deliveries"`.execute(db)
}
