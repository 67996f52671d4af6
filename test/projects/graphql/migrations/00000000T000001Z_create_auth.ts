import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "auth_accounts" (
      "id" uuid primary key,
      "email" text not null,
      "password_hash" text,
      "roles" text[] not null default '{}',
      "verified_at" timestamptz(3),
      "disabled_at" timestamptz(3),
      "created_at" timestamptz(3) not null,
      "updated_at" timestamptz(3) not null
    )
  `.execute(db)
  // One account for one address, however its letters are written.
  await sql`
    create unique index "auth_accounts_email_unique" on "auth_accounts" (lower("email"))
  `.execute(db)

  await sql`
    create table "auth_mail_tokens" (
      "hash" bytea primary key,
      "account_id" uuid not null references "auth_accounts" ("id") on delete cascade,
      "purpose" text not null check ("purpose" in ('verify', 'reset', 'email')),
      "email" text not null,
      "password_hash" text,
      "expires_at" timestamptz(3) not null,
      "created_at" timestamptz(3) not null
    )
  `.execute(db)
  await sql`
    create index "auth_mail_tokens_of_account" on "auth_mail_tokens" ("account_id")
  `.execute(db)
  await sql`
    create index "auth_mail_tokens_oldest_first" on "auth_mail_tokens" ("expires_at")
  `.execute(db)

  await sql`
    create table "auth_attempts" (
      "key" text primary key,
      "count" integer not null,
      "window_started_at" timestamptz(3) not null,
      "blocked_until" timestamptz(3),
      "blocks" integer not null default 0
    )
  `.execute(db)
  await sql`
    create index "auth_attempts_oldest_first" on "auth_attempts" ("window_started_at")
  `.execute(db)

  await sql`
    create table "auth_sessions" (
      "id" uuid primary key,
      "account_id" uuid not null references "auth_accounts" ("id") on delete cascade,
      "created_at" timestamptz(3) not null,
      "last_used_at" timestamptz(3) not null,
      "authenticated_at" timestamptz(3) not null,
      "expires_at" timestamptz(3) not null,
      "revoked_at" timestamptz(3),
      "revoked_reason" text,
      "user_agent" text,
      "network" text
    )
  `.execute(db)
  await sql`
    create index "auth_sessions_of_account" on "auth_sessions" ("account_id", "last_used_at" desc)
  `.execute(db)
  await sql`
    create index "auth_sessions_oldest_first" on "auth_sessions" ("expires_at")
  `.execute(db)

  await sql`
    create table "auth_refresh_tokens" (
      "hash" bytea primary key,
      "session_id" uuid not null references "auth_sessions" ("id") on delete cascade,
      "created_at" timestamptz(3) not null,
      "used_at" timestamptz(3),
      "answer" bytea
    )
  `.execute(db)
  await sql`
    create index "auth_refresh_tokens_of_session" on "auth_refresh_tokens" ("session_id", "used_at")
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "auth_refresh_tokens", "auth_sessions"`.execute(db)
  await sql`drop table "auth_attempts", "auth_mail_tokens", "auth_accounts"`.execute(db)
}
