import { readdir } from 'node:fs/promises'
import type { Kysely } from 'kysely'
import { MigrationError } from './migration-error.ts'

/** `migrations/` in the source, `dist/migrations/` in the build: both lie two folders up. */
export const migrationsFolder = new URL('../../migrations/', import.meta.url)

// Migrations describe tables as they were at the time, so they are not typed by today's `Database`.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Part = (db: Kysely<any>) => Promise<void>

/**
 * What a migration exports. `up` and `down` run in a transaction; `afterUp` and `afterDown` after it,
 * outside any, for what takes long. What comes after may stop half-way and is begun again then, so
 * it has to be such that it can be done again; and until it is done, the way back (or there again)
 * may be taken, so `down` and `up` drop an index `if exists`.
 */
export interface MigrationFile {
  readonly up?: Part
  readonly afterUp?: Part
  readonly down?: Part
  readonly afterDown?: Part
}

/** The names of the migration files, in order. */
export async function listMigrationNames(folder = migrationsFolder): Promise<string[]> {
  return (await listFiles(folder)).map(nameOf)
}

/** @throws MigrationError for a file that cannot be loaded, or is no migration */
export async function loadMigrations(folder: URL): Promise<Map<string, MigrationFile>> {
  const migrations = new Map<string, MigrationFile>()
  for (const file of await listFiles(folder)) {
    const migration = await load(file, folder)
    if (!migration.up && !migration.afterUp) {
      throw new MigrationError(`migrations/${file} does not export a function up`)
    }
    migrations.set(nameOf(file), migration)
  }
  return migrations
}

async function load(file: string, folder: URL): Promise<MigrationFile> {
  try {
    return await import(new URL(file, folder).href)
  } catch (error) {
    // What the compiler finds does not say in which file.
    throw new MigrationError(`migrations/${file} cannot be loaded: ${error}`, { cause: error })
  }
}

async function listFiles(folder: URL): Promise<string[]> {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return files.filter((file) => /\.[jt]s$/.test(file) && !file.endsWith('.d.ts')).sort()
}

function nameOf(file: string): string {
  return file.slice(0, -'.ts'.length)
}
