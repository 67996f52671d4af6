import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { SERVICE_NAME } from '../about.ts'
import type { Config } from '../config.ts'
import type { Logger } from '../observability/logger.ts'
import { cancelWithDeadline, createCancel } from './cancellation.ts'
import type { Database } from './database.ts'
import { databaseSocket } from './guarded-io.ts'
import { readAppliedMigrationNames } from './migrate.ts'
import { listMigrationNames } from './migration-files.ts'
import { prepareNamed } from './statement-names.ts'

/** The database of the process: opened once, closed once. */
export interface DatabaseHandle {
  readonly db: Kysely<Database>
  /** Its connections, for a library that writes statements of its own. */
  readonly pool: pg.Pool
  /** Resolves when the database answers; gives up waiting when the signal aborts. */
  ping(signal?: AbortSignal): Promise<void>
  /** Whether every migration of this version of the program is in the database. */
  migrationsApplied(): Promise<boolean>
  /** The connections of the pool; `null` for the embedded database, which has one. */
  stats(): { readonly total: number; readonly idle: number; readonly waiting: number } | null
  close(): Promise<void>
}

/**
 * Opens PostgreSQL when `DATABASE_URL` is set, and the embedded database otherwise. Nothing is sent
 * to PostgreSQL before the first query: `ping` tells whether it is there.
 */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir' | 'databasePool'>,
  logger: Logger,
): Promise<DatabaseHandle> {
  const { databasePool: limits, databaseUrl } = config
  if (databaseUrl !== undefined) {
    const pool = new pg.Pool({ ...poolOptions(limits), connectionString: databaseUrl })
    const { preparedStatements } = limits
    return createHandle(pool, logger, { isEmbedded: false, preparedStatements })
  }
  const { openPglite } = await import('./pglite.ts')
  const embedded = await openPglite(config.dataDir)
  return createHandle(new pg.Pool({ ...poolOptions(limits), ...embedded.poolOptions }), logger, {
    isEmbedded: true,
    onClose: embedded.close,
  })
}

/** The limits without which one slow query, or a network that swallows packets, stops everything. */
export function poolOptions(limits: Config['databasePool']): pg.PoolConfig {
  return {
    max: limits.max,
    // Without it a request waits for a free connection for ever.
    connectionTimeoutMillis: limits.connectionTimeoutMs,
    idleTimeoutMillis: limits.idleTimeoutMs,
    // So that connections move over after a failover or a change of DNS.
    maxLifetimeSeconds: limits.maxLifetimeSeconds,
    statement_timeout: limits.statementTimeoutMs,
    lock_timeout: limits.lockTimeoutMs,
    idle_in_transaction_session_timeout: limits.idleInTransactionTimeoutMs,
    application_name: SERVICE_NAME,
    keepAlive: true,
    stream: databaseSocket,
    types: { getTypeParser },
  }
}

const asText = (value: string) => value
const textList = pg.types.getTypeParser(1009 as 25) as unknown as (value: string) => string[]

/**
 * Where the parsers of `pg` lose something: an int8 has more digits than a number, a list of numeric
 * would be one of numbers, and a `date` has no time zone, so that a `Date` would move it to the day
 * before or after.
 */
const parsers = new Map<number, (value: string) => unknown>([
  [20, BigInt],
  [1016, (value) => textList(value).map(BigInt)],
  [1082, asText],
  [1182, textList],
  [1231, textList],
])

const getTypeParser = ((oid: number, format?: 'text' | 'binary') =>
  parsers.get(oid) ??
  pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser

export interface HandleOptions {
  readonly isEmbedded: boolean
  /** Whether connections keep the statements that are named. */
  readonly preparedStatements?: boolean
  readonly onClose?: () => Promise<void>
}

/** Makes the handle of a pool. Exported for the tests, which bring a pool of their own. */
export function createHandle(
  pool: pg.Pool,
  logger: Logger,
  { isEmbedded, preparedStatements = false, onClose }: HandleOptions,
): DatabaseHandle {
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  // The one session of the embedded database cannot be told anything while it computes.
  const cancel = isEmbedded ? async () => {} : createCancel(pool.options)
  let closing: Promise<void> | undefined

  // The server may end a connection at any time, and without these listeners that ends the process:
  // the first is for connections in use, the second for idle ones. The query, if any, fails as well.
  pool.on('connect', (client) => {
    client.on('error', (error) => logger.warn({ err: error }, 'lost a database connection'))
    if (preparedStatements) prepareNamed(client)
    cancelWithDeadline(client, cancel)
  })
  pool.on('error', () => {})

  return {
    db,
    pool,
    async ping(signal) {
      await sql`select 1`.execute(db, signal && { signal })
    },
    async migrationsApplied() {
      const applied = new Set(await readAppliedMigrationNames(db))
      return (await listMigrationNames()).every((name) => applied.has(name))
    },
    stats() {
      if (isEmbedded) return null
      return { total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }
    },
    close() {
      closing ??= db.destroy().then(onClose)
      return closing
    },
  }
}
