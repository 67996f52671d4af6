import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from '../database/database.ts'
import { withTransaction } from '../database/transaction.ts'
import type { Clock } from '../shared/clock.ts'
import { ConflictError, InvalidError } from '../shared/errors.ts'
import { HttpError } from './http-error.ts'

// `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07): a client that does not know
// whether its POST arrived sends it again under the same key, and gets the first answer.

/** How long an answer is kept; after that a key is as new. */
export const KEY_LIFETIME_MS = 24 * 60 * 60 * 1_000

/** How many expired keys a new one takes along, so that no request pays for all of them. */
const SWEEP_LIMIT = 20

/** The fields of an answer that are given again; the others are of the request at hand. */
const KEPT_HEADERS = ['location', 'etag'] as const

export interface IdempotencyOptions {
  readonly db: Kysely<Database>
  readonly clock: Clock
  /** Whether a request without a key is refused. */
  readonly isRequired: boolean
}

export type Idempotency = ReturnType<typeof createIdempotency>

/** Does the work of a request once, however often the request comes. */
export type Idempotent<Service> = <Body>(
  request: Request,
  reply: Reply,
  work: (service: Service) => Promise<Body>,
) => Promise<Body>

/** As much of a request as is needed here. */
type Request = Pick<FastifyRequest, 'headers' | 'method' | 'url' | 'body' | 'principal'>

/** As much of a reply as is needed here. */
interface Reply {
  readonly statusCode: number
  getHeader(name: string): unknown
  code(status: number): unknown
  header(name: string, value: string): unknown
}

/** Makes what keeps the answers to POST requests by their key. */
export function createIdempotency(options: IdempotencyOptions) {
  const { db, clock, isRequired } = options

  /**
   * Does the work and answers its body. Under a key, it and the key are one transaction: either both
   * are there or none, also after a crash. A work that throws leaves no key. The work has to go
   * through the connection that it is given, and may be done twice where others got in its way.
   *
   * @throws HttpError 400 for a key that is missing or malformed
   * @throws ConflictError while another request is at work under the key
   * @throws InvalidError where the key was used for something else
   */
  async function once<Body>(
    request: Request,
    reply: Reply,
    work: (connection: Kysely<Database>) => Promise<Body>,
  ): Promise<Body> {
    const key = readKey(request.headers['idempotency-key'], isRequired)
    if (key === undefined) return work(db)
    const scope = scopeOf(request)
    const fingerprint = fingerprintOf(request)

    return withTransaction(db, async (trx) => {
      await claim(trx, scope, key)
      const now = clock.now()
      const oldest = new Date(now.getTime() - KEY_LIFETIME_MS)
      const known = await trx
        .selectFrom('idempotency_keys')
        .select(['fingerprint', 'status', 'headers', 'body'])
        .where('scope', '=', scope)
        .where('key', '=', key)
        .where('created_at', '>', oldest)
        .executeTakeFirst()
      if (known) {
        if (known.fingerprint !== fingerprint) throw reused()
        reply.code(known.status)
        reply.header('idempotency-replayed', 'true')
        for (const [name, value] of Object.entries(known.headers)) reply.header(name, value)
        return JSON.parse(known.body) as Body
      }

      await sweep(trx, oldest, { scope, key })
      const body = await work(trx)
      const answer = {
        status: reply.statusCode,
        headers: JSON.stringify(keptHeaders(reply)),
        body: JSON.stringify(body),
      }
      await trx
        .insertInto('idempotency_keys')
        .values({ scope, key, fingerprint, ...answer, created_at: now })
        .execute()
      return body
    })
  }

  return {
    /** For a controller, whose service can be made on any connection, for whoever asks. */
    on<Service>(
      serviceOn: (connection: Kysely<Database>, request: Request) => Service,
    ): Idempotent<Service> {
      return (request, reply, work) =>
        once(request, reply, (connection) => work(serviceOn(connection, request)))
    },
  }
}

/** Holds the key until the transaction ends. Who comes meanwhile is told so and does not wait. */
async function claim(trx: Transaction<Database>, scope: string, key: string): Promise<void> {
  const lock = JSON.stringify(['idempotency', scope, key])
  const { rows } = await sql<{ free: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${lock}, 0)) as free
  `.execute(trx)
  if (rows[0]?.free) return
  throw new ConflictError(
    'idempotency_key_in_use',
    'Another request is at work under this `Idempotency-Key`. Try again when it is done.',
  )
}

/** Removes what is expired: the key at hand, if it is, and some of the oldest. */
async function sweep(
  trx: Transaction<Database>,
  oldest: Date,
  own: { readonly scope: string; readonly key: string },
): Promise<void> {
  await trx
    .deleteFrom('idempotency_keys')
    .where(({ and }) => and(own))
    .execute()
  await removeExpired(trx, oldest, SWEEP_LIMIT)
}

/**
 * Removes the oldest of the keys that were kept before `oldest`, at most `limit` of them.
 *
 * @returns how many went
 */
export async function removeExpired(
  db: Kysely<Database>,
  oldest: Date,
  limit: number,
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from idempotency_keys where (scope, key) in (
      select scope, key from idempotency_keys where created_at <= ${oldest}
      order by created_at limit ${limit} for update skip locked
    )
  `.execute(db)
  return Number(numAffectedRows)
}

/** Whose key it is: the same key of two callers is two keys. */
function scopeOf({ principal }: Request): string {
  return principal ? `principal ${principal.id}` : 'public'
}

function reused(): InvalidError {
  return new InvalidError(
    'idempotency_key_reused',
    'This `Idempotency-Key` was used for another request. A new request needs a new key.',
  )
}

/** A string as in structured fields (RFC 9651), as the draft says, or bare, as most clients send it. */
const keySyntax = /^(?:"([!#-[\]-~]{1,255})"|([!#-+\--[\]-~]{1,255}))$/

function readKey(field: string | string[] | undefined, isRequired: boolean): string | undefined {
  if (field === undefined && !isRequired) return undefined
  const [, quoted, bare] = keySyntax.exec(String(field ?? '')) ?? []
  const key = quoted ?? bare
  if (key !== undefined) return key
  const [code, message] =
    field === undefined
      ? ['required', 'is required']
      : ['syntax', 'must be 1 to 255 visible ASCII characters, such as a UUID']
  throw new HttpError('bad-request', `The field \`Idempotency-Key\` ${message}.`, {
    errors: [{ parameter: 'idempotency-key', code, message }],
  })
}

/** Tells whether two requests are the same; what was sent is not kept. */
function fingerprintOf({ method, url, body }: Request): string {
  return createHash('sha256')
    .update(JSON.stringify([method, url, body ?? null]))
    .digest('base64url')
}

function keptHeaders(reply: Reply): Record<string, string> {
  return Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = reply.getHeader(name)
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
}
