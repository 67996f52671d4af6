import { type DialectAdapter, type Kysely, PostgresAdapter, PostgresDialect, sql } from 'kysely'
import type pg from 'pg'

/**
 * The PostgreSQL dialect of Kysely, except that a process which finds another one migrating waits
 * for `migrationLockTimeoutMs` instead of an hour: a deployment that hangs says less than one that
 * fails.
 */
export class Dialect extends PostgresDialect {
  readonly #migrationLockTimeoutMs: number

  constructor(pool: pg.Pool, migrationLockTimeoutMs: number) {
    super({ pool })
    this.#migrationLockTimeoutMs = migrationLockTimeoutMs
  }

  override createAdapter(): DialectAdapter {
    return new Adapter(this.#migrationLockTimeoutMs)
  }
}

/** Any number will do, as long as every process that migrates this database uses the same. */
const migrationLockId = 7_236_190_451

class Adapter extends PostgresAdapter {
  readonly #lockTimeoutMs: number

  constructor(lockTimeoutMs: number) {
    super()
    this.#lockTimeoutMs = lockTimeoutMs
  }

  override async acquireMigrationLock(db: Kysely<unknown>): Promise<void> {
    await sql`
      with limits as (select set_config('lock_timeout', ${String(this.#lockTimeoutMs)}, true))
      select pg_advisory_lock(${migrationLockId}) from limits
    `.execute(db)
  }

  override async releaseMigrationLock(db: Kysely<unknown>): Promise<void> {
    await sql`select pg_advisory_unlock(${migrationLockId})`.execute(db)
  }
}
