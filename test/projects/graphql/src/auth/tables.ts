import type { Generated } from 'kysely'

/** Who can log in. Roles and state are read at every request, never from a token. */
export interface AuthAccountsTable {
  id: string
  email: string
  /** Null until the address is verified: before that, whoever registered may be anybody. */
  password_hash: string | null
  roles: Generated<string[]>
  verified_at: Date | null
  disabled_at: Date | null
  created_at: Date
  updated_at: Date
}

/** What was sent to an address, to be used once. */
export interface AuthMailTokensTable {
  hash: Buffer
  account_id: string
  purpose: 'verify' | 'reset' | 'email'
  email: string
  /** The password that the account gets when the address is verified. */
  password_hash: string | null
  expires_at: Date
  created_at: Date
}

/** How often somebody tried, counted for all processes. */
export interface AuthAttemptsTable {
  key: string
  count: number
  window_started_at: Date
  blocked_until: Date | null
  /** How often in a row it was blocked: each time is longer than the one before. */
  blocks: Generated<number>
}

/** What begins with a login, and the family that its refresh tokens are of. */
export interface AuthSessionsTable {
  id: string
  account_id: string
  created_at: Date
  last_used_at: Date
  /** When somebody last proved who it is: a refresh proves nothing. */
  authenticated_at: Date
  /** Whatever is done, it ends here. */
  expires_at: Date
  revoked_at: Date | null
  revoked_reason: string | null
  user_agent: string | null
  network: string | null
}

/** Each is used once. Those that were used are kept, so that a second use is seen. */
export interface AuthRefreshTokensTable {
  hash: Buffer
  session_id: string
  created_at: Date
  used_at: Date | null
  /** What was answered when it was used, sealed with the token itself. */
  answer: Buffer | null
}
