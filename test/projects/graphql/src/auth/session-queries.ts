import { type Kysely, sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { prepared } from '../database/prepared.ts'
import type { Client } from './sessions.ts'

/** The state of a session, with what is needed of its account. */
export interface SessionState {
  readonly id: string
  readonly account_id: string
  readonly roles: readonly string[]
  readonly authenticated_at: Date
}

/** Times before and after which a session is over. */
export interface Deadlines {
  readonly now: Date
  /** Whoever was last seen before it has been away for too long. */
  readonly idleSince: Date
}

/**
 * Of these sessions those that are good at this moment: not ended, not too old, and of somebody who
 * may log in. This runs at every request, so it goes by primary keys and is compiled once.
 */
export const selectLive = prepared<Deadlines & { readonly ids: readonly string[] }, SessionState>(
  (db, { ids, now, idleSince }) =>
    live(db, { now, idleSince })
      .select(['s.id', 's.account_id', 'a.roles', 's.authenticated_at'])
      .where(sql<boolean>`s.id = any(${ids}::uuid[])`),
)

/** Good sessions, of which the caller says which. */
export function live(db: Kysely<Database>, { now, idleSince }: Deadlines) {
  return db
    .selectFrom('auth_sessions as s')
    .innerJoin('auth_accounts as a', 'a.id', 's.account_id')
    .where('s.revoked_at', 'is', null)
    .where('s.expires_at', '>', now)
    .where('s.last_used_at', '>', idleSince)
    .where('a.disabled_at', 'is', null)
}

/** Where a request comes from, as it is written down. */
export function columnsOf({ userAgent, network }: Pick<Client, 'userAgent' | 'network'>) {
  // The field comes from outside and may hold anything: what is no visible ASCII is left out.
  const agent = userAgent?.replace(/[^ -~]/g, '').slice(0, 255)
  return { user_agent: agent || null, network }
}

/**
 * Notes that a session was used, if it is good.
 *
 * @returns undefined where it is over
 */
export function continueSession(
  db: Kysely<Database>,
  id: string,
  { now, idleSince, ...from }: Deadlines & Pick<Client, 'userAgent' | 'network'>,
) {
  return db
    .updateTable('auth_sessions as s')
    .from('auth_accounts as a')
    .set({ last_used_at: now, ...columnsOf(from) })
    .where('s.id', '=', id)
    .whereRef('a.id', '=', 's.account_id')
    .where('s.revoked_at', 'is', null)
    .where('s.expires_at', '>', now)
    .where('s.last_used_at', '>', idleSince)
    .where('a.disabled_at', 'is', null)
    .returning(['s.account_id', 's.authenticated_at'])
    .executeTakeFirst()
}
