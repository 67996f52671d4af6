import type { Kysely } from 'kysely'
import type { Database } from '../database/database.ts'
import { withTransaction } from '../database/transaction.ts'
import type { SecurityEvents } from '../observability/security-events.ts'
import type { Clock } from '../shared/clock.ts'
import type { NewId } from '../shared/id.ts'
import type { Principal } from '../shared/principal.ts'
import type { AccessTokens } from './access-tokens.ts'
import { createBatch } from './batch.ts'
import { placeOf } from './client.ts'
import type { AuthConfig } from './config.ts'
import { createRefresh } from './refresh.ts'
import { createSecret, digestOf } from './secret.ts'
import {
  columnsOf,
  type Deadlines,
  live,
  type SessionState,
  selectLive,
} from './session-queries.ts'
import type { Throttle } from './throttle.ts'
import type { Claims } from './verifier.ts'

/** What a client gets when it logs in, and each time it refreshes. */
export interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string
  /** For how many seconds the access token holds. */
  readonly expiresIn: number
}

/** Where a request comes from, for whoever looks at a list of sessions or at the log. */
export interface Client {
  readonly userAgent?: string | undefined
  readonly network: string
  readonly requestId?: string | undefined
}

export interface Session {
  readonly id: string
  readonly createdAt: Date
  readonly lastUsedAt: Date
  readonly expiresAt: Date
  readonly userAgent: string | null
  readonly network: string | null
}

export interface SessionsOptions {
  readonly db: Kysely<Database>
  readonly config: Pick<AuthConfig, 'idleMs' | 'lifetimeMs' | 'leewayMs'>
  readonly accessTokens: AccessTokens
  /** Counts those who guess refresh tokens. */
  readonly throttle: Pick<Throttle, 'attempt'>
  readonly events: SecurityEvents
  readonly clock: Clock
  readonly newId: NewId
}

/** Why a session ended before its time. */
export type EndReason = 'logout' | 'revoked' | 'reused' | 'replaced' | 'password' | 'disabled'

/** More than anybody has devices: beyond it, the one that was not used for longest ends. */
const MAX_SESSIONS = 50

/** How many sessions that are over a new one takes along, so that no request pays for all of them. */
const SWEEP_LIMIT = 20

export type Sessions = ReturnType<typeof createSessions>

/** Makes what begins, continues and ends sessions. All of it holds for every process at once. */
export function createSessions(options: SessionsOptions) {
  const { db, config, accessTokens, events, clock, newId } = options

  function deadlines(): Deadlines {
    const now = clock.now()
    return { now, idleSince: new Date(now.getTime() - config.idleMs) }
  }

  const stateOf = createBatch<SessionState>(async (ids) => {
    const rows = await selectLive(db, { ids, ...deadlines() })
    return new Map(rows.map((row) => [row.id, row]))
  })

  return {
    /** Begins a session of somebody who has just proved who it is. */
    async start(accountId: string, from: Client, connection = db): Promise<Tokens> {
      const { now } = deadlines()
      const sessionId = newId()
      const refreshToken = createSecret()
      await withTransaction(connection, async (trx) => {
        await sweep(trx, now)
        await trx
          .insertInto('auth_sessions')
          .values({
            id: sessionId,
            account_id: accountId,
            created_at: now,
            last_used_at: now,
            authenticated_at: now,
            expires_at: new Date(now.getTime() + config.lifetimeMs),
            ...columnsOf(from),
          })
          .execute()
        await trx
          .insertInto('auth_refresh_tokens')
          .values({ hash: digestOf(refreshToken), session_id: sessionId, created_at: now })
          .execute()
        await endSurplus(trx, accountId, now)
      })
      events.record('auth.session.started', { accountId, sessionId, ...placeOf(from) })
      const subject = { accountId, sessionId, authenticatedAt: now }
      const accessToken = await accessTokens.issue(subject)
      return { accessToken, refreshToken, expiresIn: accessTokens.seconds }
    },

    refresh: createRefresh({ ...options, deadlines, end }),

    end,

    /** Ends the session that a refresh token is of, also of one that was used already. */
    async endByToken(token: string): Promise<void> {
      const known = await db
        .selectFrom('auth_refresh_tokens')
        .select('session_id')
        .where('hash', '=', digestOf(token))
        .executeTakeFirst()
      if (known) await end(known.session_id, 'logout')
    },

    /** Ends all sessions of an account, but for one if that is said. */
    async endAll(
      accountId: string,
      { except, reason, connection = db }: EndAllOptions,
    ): Promise<void> {
      const ended = await connection
        .updateTable('auth_sessions')
        .set({ revoked_at: clock.now(), revoked_reason: reason })
        .where('account_id', '=', accountId)
        .where('revoked_at', 'is', null)
        .$if(except !== undefined, (query) => query.where('id', '!=', except ?? ''))
        .returning('id')
        .execute()
      if (ended.length > 0) {
        events.record('auth.session.ended', { accountId, reason, count: ended.length })
      }
    },

    /** The sessions that go on, the one that was used last first. */
    async list(accountId: string): Promise<readonly Session[]> {
      return live(db, deadlines())
        .select([
          's.id',
          's.created_at as createdAt',
          's.last_used_at as lastUsedAt',
          's.expires_at as expiresAt',
          's.user_agent as userAgent',
          's.network',
        ])
        .where('s.account_id', '=', accountId)
        .orderBy('s.last_used_at', 'desc')
        .orderBy('s.id', 'desc')
        .limit(MAX_SESSIONS)
        .execute()
    },

    /** Who is behind a token; undefined where the session has ended or the account may not log in. */
    async authenticate({ sub, sid }: Claims): Promise<Principal | undefined> {
      if (!isUuid(sid)) return undefined
      const state = await stateOf(sid)
      if (!state || state.account_id !== sub) return undefined
      const { id: sessionId, roles, authenticated_at: authenticatedAt } = state
      return { id: sub, roles, sessionId, authenticatedAt }
    },
  }

  /**
   * Ends a session.
   *
   * @param accountId whose it has to be, if not anybody's
   * @returns whether there was one to end
   */
  async function end(sessionId: string, reason: EndReason, accountId?: string): Promise<boolean> {
    const { now, idleSince } = deadlines()
    const ended = await db
      .updateTable('auth_sessions')
      .set({ revoked_at: now, revoked_reason: reason })
      .where('id', '=', sessionId)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now)
      .where('last_used_at', '>', idleSince)
      .$if(accountId !== undefined, (query) => query.where('account_id', '=', accountId ?? ''))
      .returning('account_id')
      .executeTakeFirst()
    if (!ended) return false
    events.record('auth.session.ended', { accountId: ended.account_id, sessionId, reason })
    return true
  }
}

export interface EndAllOptions {
  readonly except?: string | undefined
  readonly reason: EndReason
  readonly connection?: Kysely<Database>
}

async function sweep(trx: Kysely<Database>, now: Date): Promise<void> {
  await trx
    .deleteFrom('auth_sessions')
    .where('id', 'in', (query) =>
      query
        .selectFrom('auth_sessions')
        .select('id')
        .where('expires_at', '<=', now)
        .orderBy('expires_at')
        .limit(SWEEP_LIMIT)
        .forUpdate()
        .skipLocked(),
    )
    .execute()
}

async function endSurplus(trx: Kysely<Database>, accountId: string, now: Date): Promise<void> {
  await trx
    .updateTable('auth_sessions')
    .set({ revoked_at: now, revoked_reason: 'replaced' satisfies EndReason })
    .where('id', 'in', (query) =>
      query
        .selectFrom('auth_sessions')
        .select('id')
        .where('account_id', '=', accountId)
        .where('revoked_at', 'is', null)
        .orderBy('last_used_at', 'desc')
        .orderBy('id', 'desc')
        .offset(MAX_SESSIONS),
    )
    .execute()
}

function isUuid(value: unknown): value is string {
  return typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(value)
}
