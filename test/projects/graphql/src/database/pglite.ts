import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { takeLock } from './pglite-lock.ts'

export interface EmbeddedDatabase {
  readonly poolOptions: pg.PoolConfig
  close(): Promise<void>
}

/**
 * Opens PostgreSQL inside this process, with its files under `<dataDir>/pglite`. It is a development
 * dependency, so it is loaded here and nowhere else.
 *
 * @throws Error when another process has the files open, or when the package is not installed.
 */
export async function openPglite(dataDir: string): Promise<EmbeddedDatabase> {
  const { PGlite, createPgConfig } = await loadPglite()
  await mkdir(dataDir, { recursive: true })
  // PGlite itself lets two processes open the same files, and they destroy each other's work.
  const release = await takeLock(join(dataDir, 'pglite.lock'))
  try {
    const pglite = await PGlite.create(join(dataDir, 'pglite'))
    return {
      poolOptions: embeddedPoolOptions(createPgConfig(pglite)),
      async close() {
        // Not closed, it keeps the process alive.
        await pglite.close()
        await release()
      },
    }
  } catch (error) {
    await release()
    throw error
  }
}

/** One session is all there is: more connections would see each other's transactions. */
export function embeddedPoolOptions(adapter: object): pg.PoolConfig {
  return { ...adapter, max: 1, maxLifetimeSeconds: 0, idleTimeoutMillis: 0 }
}

async function loadPglite() {
  try {
    const [{ PGlite }, { createPgConfig }] = await Promise.all([
      import('@electric-sql/pglite'),
      import('@electric-sql/pglite/node-postgres'),
    ])
    return { PGlite, createPgConfig }
  } catch (cause) {
    throw new Error(
      'DATABASE_URL is not set and the embedded database is not installed (it is a development dependency)',
      { cause },
    )
  }
}
