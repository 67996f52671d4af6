import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "auth_identities" (
      "issuer" text not null,
      "subject" text not null,
      "account_id" uuid not null references "auth_accounts" ("id") on delete cascade,
      "created_at" timestamptz(3) not null,
      "last_used_at" timestamptz(3) not null,
      primary key ("issuer", "subject")
    )
  `.execute(db)
  await sql`
    create index "auth_identities_of_account" on "auth_identities" ("account_id")
  `.execute(db)

  await sql`
    create table "auth_oidc_logins" (
      "state_hash" bytea primary key,
      "browser_hash" bytea not null,
      "provider" text not null,
      "nonce" text not null,
      "verifier" text not null,
      "return_to" text not null,
      "network" text not null,
      "expires_at" timestamptz(3) not null
    )
  `.execute(db)
  await sql`
    create index "auth_oidc_logins_oldest_first" on "auth_oidc_logins" ("expires_at")
  `.execute(db)
  await sql`
    create index "auth_oidc_logins_of_network" on "auth_oidc_logins" ("network", "expires_at")
  `.execute(db)

  await sql`
    create table "auth_clients" (
      "id" uuid primary key,
      "name" text not null,
      "secret_hash" bytea not null,
      "scopes" text[] not null default '{}',
      "created_at" timestamptz(3) not null,
      "disabled_at" timestamptz(3)
    )
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "auth_clients", "auth_oidc_logins", "auth_identities"`.execute(db)
}
