import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "employees" (
      "id" uuid primary key,
      "name" varchar(100) not null,
      "salary" integer,
      "pin" varchar(20),
      "manager_id" uuid,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1,
      constraint "employees_manager_id_fkey" foreign key ("manager_id") references "employees" on delete restrict
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "employees_newest_first" on "employees" ("created_at" desc, "id" desc)
  `.execute(db)

  // Those of one employee are read in this order too, and looked for when it is removed.
  await sql`
    create index "employees_by_manager" on "employees" ("manager_id", "created_at" desc, "id" desc)
  `.execute(db)

  await sql`
    create index "employees_salary_index" on "employees" ("salary", "id")
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "employees"`.execute(db)
}
