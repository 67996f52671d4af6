import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "earlies" (
      "id" uuid primary key,
      "late_id" uuid not null,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1,
      constraint "earlies_late_id_fkey" foreign key ("late_id") references "lates" on delete restrict
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "earlies_newest_first" on "earlies" ("created_at" desc, "id" desc)
  `.execute(db)

  // Those of one late are read in this order too, and looked for when it is removed.
  await sql`
    create index "earlies_by_late" on "earlies" ("late_id", "created_at" desc, "id" desc)
  `.execute(db)

  await sql`
    create table "early_lates" (
      "early_id" uuid not null,
      "late_id" uuid not null,
      primary key ("early_id", "late_id"),
      constraint "early_lates_early_id_fkey" foreign key ("early_id") references "earlies" on delete cascade,
      constraint "early_lates_late_id_fkey" foreign key ("late_id") references "lates" on delete cascade
    )
  `.execute(db)

  // The primary key answers for one early, and this for one late.
  await sql`
    create index "early_lates_by_late" on "early_lates" ("late_id", "early_id")
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "early_lates"`.execute(db)
  await sql`drop table "earlies"`.execute(db)
}
