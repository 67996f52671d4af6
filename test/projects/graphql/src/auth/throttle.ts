import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { HttpError } from '../http/http-error.ts'
import type { Clock } from '../shared/clock.ts'

/** What is tried by whoever guesses. Each has a count of its own. */
export type Attempt = 'login' | 'refresh' | 'mail'

/** Whom an attempt is counted for. An address counts whether it has an account or not. */
export interface Suspect {
  /** As `networkOf` says it. */
  readonly network: string
  readonly email?: string
}

/** An attempt that may be made. */
export interface Pass {
  /** To be told when it was no guess: the account starts anew, and the network has its attempt back. */
  succeeded(): Promise<void>
}

export interface Throttle {
  /**
   * Counts an attempt, before anything expensive or telling is done.
   *
   * @throws HttpError 429 when there were too many
   */
  attempt(attempt: Attempt, suspect: Suspect): Promise<Pass>
  /** Lets an account start anew. */
  clear(attempt: Attempt, email: string): Promise<void>
}

export interface ThrottleOptions {
  readonly db: Kysely<Database>
  readonly clock: Clock
  /** Attempts for one account in a window; a network has more, for many people may be behind it. */
  readonly max: number
  readonly windowSeconds: number
  /** Told of each block, for the log. */
  readonly onBlock?: (block: { readonly attempt: Attempt; readonly by: Counter['by'] }) => void
}

interface Counter {
  readonly by: 'account' | 'network'
  readonly key: string
  readonly limit: number
}

const NETWORK_FACTOR = 5

/** A mail goes to somebody who may not have asked for it. */
const MAIL_DIVISOR = 2

/** How long the first block lasts. Each that follows lasts twice as long, up to the longest. */
const FIRST_BLOCK_SECONDS = 60
const LONGEST_BLOCK_SECONDS = 3_600

/** Old counts that each attempt takes away, long after they counted for anything. */
const SWEPT = 5
const SWEPT_AFTER_SECONDS = 3_600

/**
 * Counts attempts in the database, where all processes share them and a restart keeps them. Whoever
 * has used up a window is blocked, for longer each time and never for ever: after a block there is
 * one attempt before the next, until a window has passed without any.
 */
export function createThrottle(options: ThrottleOptions): Throttle {
  const { db, clock, max, windowSeconds, onBlock } = options

  function countersOf(attempt: Attempt, { network, email }: Suspect): Counter[] {
    const limit = attempt === 'mail' ? Math.ceil(max / MAIL_DIVISOR) : max
    const key = `${attempt} network ${network}`
    const shared: Counter = { by: 'network', key, limit: limit * NETWORK_FACTOR }
    if (email === undefined) return [shared]
    // The network first: from one that is blocked nobody else's account can be blocked.
    return [shared, { by: 'account', key: accountKey(attempt, email), limit }]
  }

  /** Takes one attempt. The block that may follow begins at once, so that no other slips through. */
  async function take({ key, limit }: Counter): Promise<Taken> {
    const now = clock.now()
    const swept = new Date(now.getTime() - (windowSeconds + SWEPT_AFTER_SECONDS) * 1_000)
    const { rows } = await sql<Taken>`
      with swept as (
        delete from auth_attempts where key in (
          select key from auth_attempts
          where coalesce(blocked_until, window_started_at) < ${swept} and key <> ${key}
          order by window_started_at limit ${SWEPT} for update skip locked
        )
      )
      insert into auth_attempts as old (key, count, window_started_at, blocked_until, blocks)
      values (
        ${key}, 1, ${now},
        case when 1 >= ${limit}::int then ${now}::timestamptz + ${blockOf(sql`0`)} end,
        case when 1 >= ${limit}::int then 1 else 0 end
      )
      on conflict (key) do update set (count, window_started_at, blocked_until, blocks) = (
        select
          seen.count,
          seen.started,
          case when seen.count >= ${limit}::int then ${now}::timestamptz + ${blockOf(sql`seen.blocks`)} end,
          seen.blocks + case when seen.count >= ${limit}::int then 1 else 0 end
        from (
          select
            case when is_over then 1 else old.count + 1 end as count,
            case when is_over then ${now}::timestamptz else old.window_started_at end as started,
            case when is_over then 0 else old.blocks end as blocks
          from (
            select ${now}::timestamptz >= make_interval(secs => ${windowSeconds}::int)
              + greatest(old.window_started_at, old.blocked_until) as is_over
          ) as since
        ) as seen
      )
      where old.blocked_until is null or old.blocked_until <= ${now}
      returning blocked_until as "blockedUntil"
    `.execute(db)
    return rows[0] ?? refuse(key, now)
  }

  async function refuse(key: string, now: Date): Promise<never> {
    const row = await db
      .selectFrom('auth_attempts')
      .select('blocked_until')
      .where('key', '=', key)
      .executeTakeFirst()
    const until = row?.blocked_until?.getTime() ?? 0
    const seconds = Math.max(1, Math.ceil((until - now.getTime()) / 1_000))
    throw new HttpError('quota-exceeded', `Too many attempts; wait for ${seconds} seconds.`, {
      headers: { 'retry-after': String(seconds) },
    })
  }

  /** Gives an attempt back, and ends the block that it began, but no other. */
  async function giveBack({ key }: Counter, { blockedUntil }: Taken): Promise<void> {
    const isOwn = sql<boolean>`blocked_until = ${blockedUntil}`
    await db
      .updateTable('auth_attempts')
      .set({
        count: sql`greatest(count - 1, 0)`,
        blocks: sql`blocks - case when ${isOwn} then 1 else 0 end`,
        blocked_until: sql`case when ${isOwn} then null else blocked_until end`,
      })
      .where('key', '=', key)
      .execute()
  }

  async function clear(attempt: Attempt, email: string): Promise<void> {
    const key = accountKey(attempt, email)
    await db.deleteFrom('auth_attempts').where('key', '=', key).execute()
  }

  return {
    clear,
    async attempt(attempt, suspect) {
      const taken: { counter: Counter; taken: Taken }[] = []
      for (const counter of countersOf(attempt, suspect)) {
        const one = await take(counter)
        if (one.blockedUntil) onBlock?.({ attempt, by: counter.by })
        taken.push({ counter, taken: one })
      }
      return {
        async succeeded() {
          for (const { counter, taken: one } of taken) {
            if (counter.by === 'network') await giveBack(counter, one)
          }
          if (suspect.email !== undefined) await clear(attempt, suspect.email)
        },
      }
    },
  }
}

interface Taken {
  /** The block that this attempt has begun, if it was the last of its window. */
  readonly blockedUntil: Date | null
}

function blockOf(blocks: ReturnType<typeof sql>) {
  return sql`make_interval(secs => least(${FIRST_BLOCK_SECONDS}::int * 2 ^ least(${blocks}, 20), ${LONGEST_BLOCK_SECONDS}::int))`
}

/** The address itself is nobody's business here. */
function accountKey(attempt: Attempt, email: string): string {
  const digest = createHash('sha256').update(email.toLowerCase()).digest('base64url')
  return `${attempt} account ${digest}`
}
