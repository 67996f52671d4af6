import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "categories" (
      "id" uuid primary key,
      "name" varchar(80) not null,
      "parent_id" uuid,
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "deleted_at" timestamptz(3),
      "version" integer not null default 1,
      constraint "categories_parent_id_fkey" foreign key ("parent_id") references "categories" on delete restrict
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "categories_newest_first" on "categories" ("created_at" desc, "id" desc)
  `.execute(db)

  // Those of one category are read in this order too, and looked for when it is removed.
  await sql`
    create index "categories_by_parent" on "categories" ("parent_id", "created_at" desc, "id" desc)
  `.execute(db)

  // A foreign key takes what is removed for there, since its row is: this answers in its place.
  await sql`
    create function "categories_parent_id_living"() returns trigger language plpgsql as '
      begin
        if exists (select from "categories" where "id" = new."parent_id" and "deleted_at" is not null) then
          raise foreign_key_violation using
            message = ''insert or update refers to what is removed'',
            constraint = ''categories_parent_id_fkey'';
        end if;
        return null;
      end'
  `.execute(db)
  await sql`
    create trigger "categories_parent_id_living" after insert or update of "parent_id" on "categories"
    for each row execute function "categories_parent_id_living"()
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "categories"`.execute(db)
  await sql`drop function "categories_parent_id_living"()`.execute(db)
}
