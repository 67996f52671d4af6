import type { Kysely } from 'kysely'
import type { Database } from '../database/database.ts'
import { withTransaction } from '../database/transaction.ts'
import { UnauthenticatedError } from '../shared/errors.ts'
import { placeOf } from './client.ts'
import { openWith, sealWith } from './refresh-tokens.ts'
import { createSecret, digestOf } from './secret.ts'
import { continueSession, type Deadlines, live } from './session-queries.ts'
import type { Client, EndReason, SessionsOptions, Tokens } from './sessions.ts'

interface RefreshOptions extends Omit<SessionsOptions, 'newId'> {
  deadlines(): Deadlines
  /** Answers whether there was a session to end. */
  end(sessionId: string, reason: EndReason): Promise<boolean>
}

/** What became of a refresh: an answer, or why there is none. */
type Outcome = { readonly tokens: Tokens } | Refused

interface Refused {
  readonly refused: 'unknown' | 'over' | 'raced' | 'reused'
  readonly sessionId?: string
}

/** A token that was used, and with what answer if that is kept. */
interface Used {
  readonly session_id: string
  readonly used_at: Date
  readonly answer: Buffer | null
}

/** How long a request may have waited for the database before its token was looked at. */
const MAX_WAIT_MS = 5_000

/**
 * Makes the function that takes a refresh token and gives the next one. Each is taken once: of many
 * requests with one token, one is answered. One that comes later is of somebody who should not have
 * it, or of whom it was stolen from: nobody can tell which, so the session ends for both.
 */
export function createRefresh(options: RefreshOptions) {
  const { db, config, accessTokens, throttle, events, clock, deadlines } = options
  const { leewayMs } = config

  /** What this process has not answered yet, by digest. */
  const underWay = new Map<string, Promise<Tokens>>()

  /** @throws UnauthenticatedError where the token is worth nothing, whatever the reason */
  return async (token: string, from: Client): Promise<Tokens> => {
    const key = digestOf(token).toString('base64')
    const first = underWay.get(key)
    if (first) return leewayMs > 0 ? first : refuse({ refused: 'raced' }, from)
    const answer = refresh(token, from).finally(() => underWay.delete(key))
    underWay.set(key, answer)
    return answer
  }

  async function refresh(token: string, from: Client): Promise<Tokens> {
    const arrivedAt = clock.now()
    const pass = await throttle.attempt('refresh', from)
    const outcome = await withTransaction(db, (trx) => rotate(trx, token, from, arrivedAt))
    if (!('tokens' in outcome)) return refuse(outcome, from)
    await pass.succeeded()
    return outcome.tokens
  }

  async function refuse({ refused: reason, sessionId }: Refused, from: Client): Promise<never> {
    // Outside of the transaction, so that the session ends although the request fails.
    const isTheft =
      reason === 'reused' && sessionId !== undefined && (await options.end(sessionId, 'reused'))
    const event = isTheft ? 'auth.refresh.reused' : 'auth.refresh.refused'
    events.record(event, { reason, sessionId, ...placeOf(from) })
    throw new UnauthenticatedError('invalid_refresh_token', 'The refresh token is not valid.')
  }

  async function rotate(
    trx: Kysely<Database>,
    token: string,
    from: Client,
    arrivedAt: Date,
  ): Promise<Outcome> {
    const hash = digestOf(token)
    const known = await find(trx, hash)
    if (!known) return { refused: 'unknown' }
    if (isUsed(known)) return repeat(trx, token, known, arrivedAt)

    const sessionId = known.session_id
    const times = deadlines()
    // The statement that decides: whoever else has the token waits here, and finds it used.
    const { numUpdatedRows } = await trx
      .updateTable('auth_refresh_tokens')
      .set({ used_at: times.now })
      .where('hash', '=', hash)
      .where('used_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) {
      const again = leewayMs > 0 ? await find(trx, hash) : undefined
      if (again && isUsed(again)) return repeat(trx, token, again, arrivedAt)
      return { refused: 'raced', sessionId }
    }
    // This one waits for whoever ends the session at this moment, and then finds it ended.
    const session = await continueSession(trx, sessionId, { ...times, ...from })
    if (!session) return { refused: 'over', sessionId }

    const { account_id: accountId, authenticated_at: authenticatedAt } = session
    const accessToken = await accessTokens.issue({ accountId, sessionId, authenticatedAt })
    const refreshToken = createSecret()
    const tokens = { accessToken, refreshToken, expiresIn: accessTokens.seconds }
    await trx
      .insertInto('auth_refresh_tokens')
      .values({ hash: digestOf(refreshToken), session_id: sessionId, created_at: times.now })
      .execute()
    await forget(trx, sessionId, times)
    if (leewayMs > 0) await keepAnswer(trx, { hash, token, tokens })
    return { tokens }
  }

  /** A token that was used already: by a client that sent it twice at once, or by a thief. */
  async function repeat(
    trx: Kysely<Database>,
    token: string,
    { session_id: sessionId, used_at: usedAt, answer }: Used,
    arrivedAt: Date,
  ): Promise<Outcome> {
    if (answer && clock.now().getTime() - usedAt.getTime() < leewayMs) {
      const goesOn = live(trx, deadlines()).select('s.id').where('s.id', '=', sessionId)
      if (!(await goesOn.executeTakeFirst())) return { refused: 'over', sessionId }
      return { tokens: JSON.parse(openWith(token, answer)) as Tokens }
    }
    // It was on its way when the other was taken, so it does not tell that somebody has seen both.
    const waitedMs = usedAt.getTime() - arrivedAt.getTime()
    const isRace = waitedMs >= 0 && waitedMs <= MAX_WAIT_MS
    return { refused: isRace ? 'raced' : 'reused', sessionId }
  }
}

function find(trx: Kysely<Database>, hash: Buffer) {
  return trx
    .selectFrom('auth_refresh_tokens')
    .select(['session_id', 'used_at', 'answer'])
    .where('hash', '=', hash)
    .executeTakeFirst()
}

function isUsed(token: Omit<Used, 'used_at'> & { readonly used_at: Date | null }): token is Used {
  return token.used_at !== null
}

/** Takes away what is of no use any more: tokens of long ago, and answers that have arrived. */
async function forget(
  trx: Kysely<Database>,
  sessionId: string,
  { idleSince }: Deadlines,
): Promise<void> {
  await trx
    .deleteFrom('auth_refresh_tokens')
    .where('session_id', '=', sessionId)
    .where('used_at', '<=', idleSince)
    .execute()
  // Whoever uses a token has had the answer that it came in.
  await trx
    .updateTable('auth_refresh_tokens')
    .set({ answer: null })
    .where('session_id', '=', sessionId)
    .where('answer', 'is not', null)
    .execute()
}

async function keepAnswer(
  trx: Kysely<Database>,
  { hash, token, tokens }: { hash: Buffer; token: string; tokens: Tokens },
): Promise<void> {
  await trx
    .updateTable('auth_refresh_tokens')
    .set({ answer: sealWith(token, JSON.stringify(tokens)) })
    .where('hash', '=', hash)
    .execute()
}
