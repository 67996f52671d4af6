import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "baskets" (
      "id" uuid primary key,
      "tags" varchar(255)[] not null default '{}' constraint "baskets_tags_check" check (cardinality("tags") <= 20),
      "codes" varchar(3)[] constraint "baskets_codes_check" check (cardinality("codes") >= 1 and cardinality("codes") <= 3),
      "numbers" integer[] not null default array[1, 2]::integer[] constraint "baskets_numbers_check" check (cardinality("numbers") <= 20),
      "sizes" bigint[] constraint "baskets_sizes_check" check (cardinality("sizes") <= 20),
      "prices" numeric(6, 2)[] not null constraint "baskets_prices_check" check (cardinality("prices") <= 5),
      "floats" double precision[] constraint "baskets_floats_check" check (cardinality("floats") <= 20),
      "flags" boolean[] constraint "baskets_flags_check" check (cardinality("flags") <= 20),
      "ids" uuid[] constraint "baskets_ids_check" check (cardinality("ids") <= 20),
      "days" date[] constraint "baskets_days_check" check (cardinality("days") <= 20),
      "times" timestamptz(3)[] constraint "baskets_times_check" check (cardinality("times") <= 20),
      "kinds" text[] not null default array[${sql.lit('x')}]::text[] constraint "baskets_kinds_check" check ("kinds" <@ array['x', 'y'] and cardinality("kinds") <= 20),
      "mails" varchar(254)[] constraint "baskets_mails_check" check (cardinality("mails") <= 20),
      "links" varchar(2000)[] constraint "baskets_links_check" check (cardinality("links") <= 20),
      "moments" timestamptz(3)[] not null default '{}' constraint "baskets_moments_check" check (cardinality("moments") <= 20),
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "baskets_newest_first" on "baskets" ("created_at" desc, "id" desc)
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "baskets"`.execute(db)
}
