import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "badges" (
      "id" uuid primary key,
      "label" varchar(40) not null,
      "employee_id" uuid not null,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1,
      constraint "badges_employee_id_fkey" foreign key ("employee_id") references "employees" on delete restrict
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "badges_newest_first" on "badges" ("created_at" desc, "id" desc)
  `.execute(db)

  // Those of one employee are read in this order too, and looked for when it is removed.
  await sql`
    create index "badges_by_employee" on "badges" ("employee_id", "created_at" desc, "id" desc)
  `.execute(db)

  await sql`
    create table "badge_seen_by" (
      "badge_id" uuid not null,
      "employee_id" uuid not null,
      primary key ("badge_id", "employee_id"),
      constraint "badge_seen_by_badge_id_fkey" foreign key ("badge_id") references "badges" on delete cascade,
      constraint "badge_seen_by_employee_id_fkey" foreign key ("employee_id") references "employees" on delete cascade
    )
  `.execute(db)

  // The primary key answers for one badge, and this for one employee.
  await sql`
    create index "badge_seen_by_by_employee" on "badge_seen_by" ("employee_id", "badge_id")
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "badge_seen_by"`.execute(db)
  await sql`drop table "badges"`.execute(db)
}
