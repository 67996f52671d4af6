import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { Clock } from '../../shared/clock.ts'
import { digestOf } from '../secret.ts'

/** For how long somebody may be away at the provider. */
export const LOGIN_SECONDS = 600

/** Old ones that each new one takes away. */
const SWEPT = 20

/** What belongs to a login, from its beginning to when the browser comes back. */
export interface Login {
  readonly provider: string
  /** In the ID token, so that it is one for this login. */
  readonly nonce: string
  /** What shows that whoever brings the code has asked for it (RFC 7636). */
  readonly verifier: string
  /** Where the browser goes afterwards, on our own pages. */
  readonly returnTo: string
}

/** How a login is found again: both are secret, and only their digests are kept. */
export interface LoginKey {
  /** It goes to the provider and back. */
  readonly state: string
  /** It stays in the browser. */
  readonly browser: string
}

/** The logins that were begun. They are in the database, since the browser may come back to another process. */
export function createLogins(db: Kysely<Database>, clock: Clock) {
  return {
    async begin({ state, browser }: LoginKey, login: Login, network: string): Promise<void> {
      const now = clock.now()
      await sweep(db, now)
      await db
        .insertInto('auth_oidc_logins')
        .values({
          state_hash: digestOf(state),
          browser_hash: digestOf(browser),
          provider: login.provider,
          nonce: login.nonce,
          verifier: login.verifier,
          return_to: login.returnTo,
          network,
          expires_at: new Date(now.getTime() + LOGIN_SECONDS * 1_000),
        })
        .execute()
    },

    /** How many of a network are not over. */
    async countOf(network: string): Promise<number> {
      const { count } = await db
        .selectFrom('auth_oidc_logins')
        .select((it) => it.fn.countAll<string>().as('count'))
        .where('network', '=', network)
        .where('expires_at', '>', clock.now())
        .executeTakeFirstOrThrow()
      return Number(count)
    },

    /** Takes a login, for the browser that began it and the provider that it is with, once. */
    async take({ state, browser }: LoginKey, provider: string): Promise<Login | undefined> {
      const row = await db
        .deleteFrom('auth_oidc_logins')
        .where('state_hash', '=', digestOf(state))
        .where('browser_hash', '=', digestOf(browser))
        .where('provider', '=', provider)
        .where('expires_at', '>', clock.now())
        .returningAll()
        .executeTakeFirst()
      return (
        row && {
          provider: row.provider,
          nonce: row.nonce,
          verifier: row.verifier,
          returnTo: row.return_to,
        }
      )
    },
  }
}

export type Logins = ReturnType<typeof createLogins>

async function sweep(db: Kysely<Database>, now: Date): Promise<void> {
  await db
    .deleteFrom('auth_oidc_logins')
    .where('state_hash', 'in', (query) =>
      query
        .selectFrom('auth_oidc_logins')
        .select('state_hash')
        .where('expires_at', '<=', now)
        .orderBy('expires_at')
        .limit(SWEPT)
        .forUpdate()
        .skipLocked(),
    )
    .execute()
}
