import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "products" (
      "id" uuid primary key,
      "sku" varchar(20) not null constraint "products_sku_check" check ("sku" ~ ${sql.lit('^[A-Z]{3}-[0-9]{4}$')}),
      "slug" varchar(100) not null constraint "products_slug_check" check (char_length("slug") >= 3 and "slug" ~ ${sql.lit('^[0-9a-z]+(?:-[0-9a-z]+)*$')}),
      "color" varchar(7) not null default ${sql.lit('#ffffff')} constraint "products_color_check" check ("color" ~ ${sql.lit('^#[0-9a-f]{6}$')}),
      "size" varchar(4) constraint "products_size_check" check ("size" ~ ${sql.lit('^(?:XS|S|M|XL{0,2})$')}),
      "summary" text not null constraint "products_summary_check" check (char_length("summary") <= 500 and "summary" ~ ${sql.lit('^[^<>]+$')}),
      "words" varchar(30)[] not null constraint "products_words_check" check (cardinality("words") <= 5),
      "secret" varchar(60),
      "origin" varchar(2) not null default ${sql.lit('DE')} constraint "products_origin_check" check ("origin" ~ ${sql.lit('^[A-Z]{2}$')}),
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null,
      "version" integer not null default 1
    )
  `.execute(db)

  // Lists are read in this order.
  await sql`
    create index "products_newest_first" on "products" ("created_at" desc, "id" desc)
  `.execute(db)

  await sql`
    create index "products_slug_index" on "products" ("slug", "id")
  `.execute(db)

  await sql`
    create unique index "products_sku_unique" on "products" ("sku")
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "products"`.execute(db)
}
