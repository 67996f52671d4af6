import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { MigrationError } from './migration-error.ts'

export interface Limits {
  /**
   * How long a statement waits for a table. Who comes after it waits as well, even to read, so this
   * is about as long as a request may hang.
   */
  readonly lockTimeoutMs?: number
  /** How long to wait for another process that migrates, and to try again for a table in use. */
  readonly patienceMs?: number
}

/** Any number will do, as long as every process that migrates this database uses the same. */
export const migrationLockId = 7_236_190_451

/**
 * Does the work while no other process migrates this database, on one connection, which has the
 * lock for as long as it lives.
 *
 * @throws MigrationError when another process does not end in time
 */
export async function asOnlyMigrator<T>(
  db: Kysely<unknown>,
  { lockTimeoutMs = 500, patienceMs = 60_000 }: Limits,
  work: (connection: Kysely<unknown>) => Promise<T>,
): Promise<T> {
  return db.connection().execute(async (connection) => {
    await takeLock(connection, patienceMs)
    try {
      // To build an index on a large table takes longer than a request may.
      await sql`
        select set_config('lock_timeout', ${String(lockTimeoutMs)}, false),
          set_config('statement_timeout', '0', false)
      `.execute(connection)
      return await work(connection)
    } finally {
      await release(connection)
    }
  })
}

/**
 * Asks again and again rather than wait in the database: an index that is built there waits for
 * every statement that has begun before it, and so for one that waits for the lock.
 */
async function takeLock(connection: Kysely<unknown>, patienceMs: number): Promise<void> {
  const end = performance.now() + patienceMs
  const ask = sql<{ isOurs: boolean }>`select pg_try_advisory_lock(${migrationLockId}) as "isOurs"`
  while (!(await ask.execute(connection)).rows[0]?.isOurs) {
    if (performance.now() >= end) {
      throw new MigrationError('another process is migrating this database; nothing was changed')
    }
    await sleep(100)
  }
}

async function release(connection: Kysely<unknown>): Promise<void> {
  try {
    await sql`reset lock_timeout`.execute(connection)
    await sql`reset statement_timeout`.execute(connection)
    await sql`select pg_advisory_unlock(${migrationLockId})`.execute(connection)
  } catch {
    // The connection is lost, and the lock with it.
  }
}

/** Does the work again where something else had a table, until it is had, or patience ends. */
export async function patiently<T>(
  { lockTimeoutMs = 500, patienceMs = 60_000 }: Limits,
  work: () => Promise<T>,
): Promise<T> {
  const end = performance.now() + patienceMs
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isContention(error) || performance.now() >= end) throw error
      // For longer than it has kept others waiting, so that they get on.
      await sleep(lockTimeoutMs * (1 + 2 * Math.random()))
    }
  }
}

/** Whether a lock was not to be had; also where that is a cause. */
export function isContention(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? error.code : undefined
  return code === '55P03' || code === '40P01' || isContention(error.cause)
}
