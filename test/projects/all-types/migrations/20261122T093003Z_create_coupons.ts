import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "coupons" (
      "id" uuid primary key,
      "code" varchar(12) not null constraint "coupons_code_check" check (char_length("code") >= 3),
      "tag" varchar(2) not null,
      "serial" integer not null,
      "number" bigint not null constraint "coupons_number_check" check ("number" >= 0 and "number" <= 100),
      "price" numeric(10, 2) not null,
      "rate" numeric(3, 3),
      "ratio" double precision not null,
      "token" uuid not null,
      "day" date not null,
      "at" timestamptz(3),
      "email" varchar(254) not null,
      "url" varchar(2000),
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "coupons_newest_first" on "coupons" ("created_at" desc, "id" desc)
  `.execute(db)

  await sql`
    create unique index "coupons_code_unique" on "coupons" ("code")
  `.execute(db)

  await sql`
    create unique index "coupons_tag_unique" on "coupons" ("tag")
  `.execute(db)

  await sql`
    create unique index "coupons_serial_unique" on "coupons" ("serial")
  `.execute(db)

  await sql`
    create unique index "coupons_number_unique" on "coupons" ("number")
  `.execute(db)

  await sql`
    create unique index "coupons_price_unique" on "coupons" ("price")
  `.execute(db)

  await sql`
    create unique index "coupons_rate_unique" on "coupons" ("rate")
  `.execute(db)

  await sql`
    create unique index "coupons_ratio_unique" on "coupons" ("ratio")
  `.execute(db)

  await sql`
    create unique index "coupons_token_unique" on "coupons" ("token")
  `.execute(db)

  await sql`
    create unique index "coupons_day_unique" on "coupons" ("day")
  `.execute(db)

  await sql`
    create unique index "coupons_at_unique" on "coupons" ("at")
  `.execute(db)

  await sql`
    create unique index "coupons_email_unique" on "coupons" ("email")
  `.execute(db)

  await sql`
    create unique index "coupons_url_unique" on "coupons" ("url")
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "coupons"`.execute(db)
}
