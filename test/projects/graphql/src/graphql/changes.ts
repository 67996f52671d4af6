import pg from 'pg'
import type { DatabaseHandle } from '../database/connection.ts'
import type { Logger } from '../observability/logger.ts'
import { withoutDeadline } from '../shared/deadline.ts'
import { UnavailableError } from '../shared/errors.ts'
import { CHANNEL } from './announce.ts'

/** What a table tells of a row. */
export interface Change {
  readonly table: string
  readonly does: 'insert' | 'update' | 'delete'
  readonly id: string
  readonly version: number
  /** Whose the row is; null where it is nobody's. */
  readonly owner: string | null
}

export interface Listener {
  changed(change: Change): void
  /** What happens from now on may not be told. */
  lost(): void
}

/** The changes of all tables, whoever makes them: another process, a job, a statement by hand. */
export interface Changes {
  /**
   * Resolves once nothing is missed any more.
   *
   * @returns what ends it
   * @throws UnavailableError while the database cannot be listened to
   */
  listen(table: string, listener: Listener): Promise<() => void>
  close(): Promise<void>
}

const BASE_DELAY_MS = 250
const MAX_DELAY_MS = 30_000

/**
 * Listens by one connection of its own, from the first listener on, and not before. Where that
 * connection is lost, so is what was told meanwhile: every listener is told so, and the next one has it
 * opened again, with longer and longer pauses between attempts that fail.
 */
export function createChanges(
  { pool, stats }: Pick<DatabaseHandle, 'pool' | 'stats'>,
  logger: Logger,
): Changes {
  const listeners = new Map<string, Set<Listener>>()
  let connection: Promise<() => Promise<void>> | undefined
  let failures = 0
  let notBefore = 0

  function tell({ payload = '' }: pg.Notification): void {
    const change = JSON.parse(payload) as Change
    for (const listener of listeners.get(change.table) ?? []) listener.changed(change)
  }

  function lose(): void {
    connection = undefined
    const told = [...listeners.values()].flatMap((some) => [...some])
    listeners.clear()
    for (const listener of told) listener.lost()
  }

  /** @returns what ends it */
  async function open(): Promise<() => Promise<void>> {
    // The embedded database has one session, and that one tells what is done in it.
    const pooled = stats() === null ? await pool.connect() : undefined
    const client: pg.ClientBase = pooled ?? new pg.Client(pool.options)
    const end = async () => {
      client.off('end', lose)
      client.off('notification', tell)
      if (client instanceof pg.Client && !pooled) await client.end()
    }
    client.on('notification', tell)
    client.on('error', (error) => logger.warn({ err: error }, 'lost the connection that listens'))
    client.once('end', lose)
    try {
      if (!pooled) await client.connect()
      await client.query(`listen ${CHANNEL}`)
      return end
    } catch (error) {
      await end().catch(() => {})
      throw error
    } finally {
      pooled?.release()
    }
  }

  async function connect(): Promise<() => Promise<void>> {
    if (performance.now() < notBefore) throw unavailable()
    try {
      const close = await withoutDeadline(open)
      failures = 0
      return close
    } catch (error) {
      failures += 1
      notBefore = performance.now() + Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** failures)
      logger.warn({ err: error }, 'the changes of the database cannot be listened to')
      throw unavailable()
    }
  }

  return {
    async listen(table, listener) {
      connection ??= connect()
      const current = connection
      await current.catch((error) => {
        if (connection === current) connection = undefined
        throw error
      })
      const some = listeners.get(table) ?? new Set()
      listeners.set(table, some.add(listener))
      return () => void some.delete(listener)
    },

    async close() {
      const closing = connection
      lose()
      await closing?.then((close) => close()).catch(() => {})
    },
  }
}

function unavailable(): UnavailableError {
  return new UnavailableError('changes_unavailable', 'Changes cannot be told at the moment.')
}
