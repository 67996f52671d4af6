import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "invoices" (
      "id" uuid primary key,
      "note" text,
      "serial" bigint,
      "sent_at" timestamptz(3),
      "total" numeric(10, 2) not null default 0.00,
      "state" text not null default ${sql.lit('open')} constraint "invoices_state_check" check ("state" in ('open', 'paid')),
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "invoices_newest_first" on "invoices" ("created_at" desc, "id" desc)
  `.execute(db)

  await sql`
    create index "invoices_state_index" on "invoices" ("state", "id")
  `.execute(db)

  await sql`
    create unique index "invoices_serial_unique" on "invoices" ("serial")
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "invoices"`.execute(db)
}
