import type { Generated } from 'kysely'

/** A program that calls in its own name. */
export interface AuthClientsTable {
  id: string
  /** For people: what the program is called. */
  name: string
  secret_hash: Buffer
  /** What it may ask for. */
  scopes: Generated<string[]>
  created_at: Date
  disabled_at: Date | null
}

/** Who an account is at a provider. The subject is that of the issuer alone, and never changes. */
export interface AuthIdentitiesTable {
  issuer: string
  subject: string
  account_id: string
  created_at: Date
  last_used_at: Date
}

/** A login that was begun, until its browser comes back from the provider. */
export interface AuthOidcLoginsTable {
  state_hash: Buffer
  /** Of what is in the cookie of the browser that began it. */
  browser_hash: Buffer
  provider: string
  nonce: string
  verifier: string
  return_to: string
  network: string
  expires_at: Date
}
