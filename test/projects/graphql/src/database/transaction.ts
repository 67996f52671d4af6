import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { type IsolationLevel, type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from './database.ts'
import { guardIo } from './guarded-io.ts'
import { isOutdatedPlan } from './statement-names.ts'

export interface TransactionOptions {
  /** What PostgreSQL calls so; read committed unless told otherwise. */
  readonly isolation?: IsolationLevel
}

interface Current {
  readonly db: Kysely<Database>
  readonly trx: Transaction<Database>
  readonly isolation: IsolationLevel
  /** What was started inside and not waited for still sees this, and is outside. */
  isOpen: boolean
}

const current = new AsyncLocalStorage<Current>()

const MAX_ATTEMPTS = 3
const BASE_DELAY_MS = 20

/**
 * Does the work in a transaction: all of it happens, or nothing. Where others change the same data
 * (serialization failure, deadlock) the whole work is done again, three times at most, so it must
 * do nothing but read and write this database: see `outsideTransaction`. Everything in it has to go
 * through the connection that it is given; inside another transaction that is a savepoint of it.
 */
export async function withTransaction<T>(
  db: Kysely<Database>,
  work: (trx: Transaction<Database>) => Promise<T>,
  { isolation }: TransactionOptions = {},
): Promise<T> {
  const outer = openTransaction()
  if (outer && (outer.db === db || outer.trx === db)) return withSavepoint(outer, work, isolation)
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce(db, work, isolation ?? 'read committed')
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isContention(error)) throw error
      // Full jitter: those who met must not meet again.
      await sleep(Math.random() * BASE_DELAY_MS * 2 ** attempt)
    }
  }
}

function attemptOnce<T>(
  db: Kysely<Database>,
  work: (trx: Transaction<Database>) => Promise<T>,
  isolation: IsolationLevel,
): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel(isolation)
    .execute(async (trx) => {
      const store: Current = { db, trx, isolation, isOpen: true }
      try {
        return await current.run(store, () => work(trx))
      } finally {
        store.isOpen = false
      }
    })
}

async function withSavepoint<T>(
  { trx, isolation: outerIsolation }: Current,
  work: (trx: Transaction<Database>) => Promise<T>,
  isolation: IsolationLevel = outerIsolation,
): Promise<T> {
  if (isolation !== outerIsolation) {
    throw new Error(
      `a transaction that is ${outerIsolation} cannot hold one that is ${isolation}: ask for it where the outer one begins`,
    )
  }
  // Of two with the same name PostgreSQL means the latest, which is always the innermost.
  await sql`savepoint nested`.execute(trx)
  try {
    const result = await work(trx)
    await sql`release savepoint nested`.execute(trx)
    return result
  } catch (error) {
    await sql`rollback to savepoint nested`.execute(trx)
    await sql`release savepoint nested`.execute(trx)
    throw error
  }
}

function openTransaction(): Current | undefined {
  const store = current.getStore()
  return store?.isOpen ? store : undefined
}

/**
 * Whether the database gave up this transaction because of another one, or of a migration meanwhile;
 * also where it is a cause.
 */
function isContention(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (isOutdatedPlan(error)) return true
  const code = 'code' in error ? error.code : undefined
  return code === '40001' || code === '40P01' || isContention(error.cause)
}

let isGuarded = false

/**
 * To be called by whatever talks to another system. Inside a transaction it throws, in development
 * and in tests: a transaction may be done again or undone, what another system did may not, and
 * rows stay locked for as long as that system takes. Do it before or after, or write down that it
 * is to be done, and let a job do it.
 */
export function outsideTransaction(what: string): void {
  if (isGuarded && openTransaction()) {
    throw new Error(
      `${what} inside a transaction: it cannot be undone, and holds locks while it waits`,
    )
  }
}

/**
 * Turns `outsideTransaction` on, and has `fetch`, requests and new connections call it. For development
 * and tests.
 */
export function guardTransactions(): void {
  isGuarded = true
  guardIo(outsideTransaction)
}
