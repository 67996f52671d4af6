import { readdir } from 'node:fs/promises'
import type { Kysely } from 'kysely'
import {
  type Migration,
  type MigrationResult,
  type MigrationResultSet,
  Migrator,
} from 'kysely/migration'

/** `migrations/` in the source, `dist/migrations/` in the build: both lie two folders up. */
const migrationsFolder = new URL('../../migrations/', import.meta.url)

/** A state of the migrations that a person has to resolve. The message says how. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

export interface MigrationState {
  readonly name: string
  /** Null: not applied yet. */
  readonly appliedAt: Date | null
  /** False: applied by another version of the program. */
  readonly hasFile: boolean
}

interface Options {
  readonly folder?: URL
}

// Migrations describe tables as they were at the time, so they are not typed by today's `Database`.
// biome-ignore lint/suspicious/noExplicitAny: see above
type AnyDatabase = Kysely<any>

/** Applies every migration that is missing, in one transaction, one process at a time. */
export async function migrateUp(db: AnyDatabase, options: Options = {}): Promise<string[]> {
  await assertConsistent(db, options)
  return run(db, options, (migrator) => migrator.migrateToLatest())
}

/** Undoes the last migration that was applied. */
export async function migrateDown(db: AnyDatabase, options: Options = {}): Promise<string[]> {
  await assertConsistent(db, options)
  await assertUndoable(db, options)
  return run(db, options, (migrator) => migrator.migrateDown())
}

/** Every migration that is known here or applied there, in order. */
export async function readMigrationStates(
  db: AnyDatabase,
  options: Options = {},
): Promise<MigrationState[]> {
  const applied = await readApplied(db)
  const files = new Set(await listMigrationNames(options))
  const names = [...new Set([...files, ...applied.keys()])].sort()
  return names.map((name) => ({
    name,
    appliedAt: applied.get(name) ?? null,
    hasFile: files.has(name),
  }))
}

/** The names of the migration files, in order. */
export async function listMigrationNames({ folder = migrationsFolder }: Options = {}) {
  return (await listFiles(folder)).map(nameOf)
}

export async function readAppliedMigrationNames(db: AnyDatabase): Promise<string[]> {
  return [...(await readApplied(db)).keys()]
}

async function run(
  db: AnyDatabase,
  { folder = migrationsFolder }: Options,
  work: (migrator: Migrator) => Promise<MigrationResultSet>,
): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => loadMigrations(folder) } })
  const { error, results = [] } = await work(migrator)
  if (error === undefined) return results.map((it) => it.migrationName)
  throw explain(error, results)
}

function explain(error: unknown, results: readonly MigrationResult[]): unknown {
  if (error instanceof MigrationError) return error
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const failed = results.find((it) => it.status === 'Error')
  // The wait for the lock ended, by its own limit or by that of every statement.
  if ((code === '55P03' || code === '57014') && !failed) {
    return new MigrationError('another process is migrating this database; nothing was changed', {
      cause: error,
    })
  }
  if (!failed) return error
  const message = error instanceof Error ? error.message : String(error)
  const text = `${failed.migrationName} failed and nothing was changed: ${message}`
  return new MigrationError(text, { cause: error })
}

async function loadMigrations(folder: URL): Promise<Record<string, Migration>> {
  const migrations: Record<string, Migration> = {}
  for (const file of await listFiles(folder)) {
    const { up, down } = await loadMigration(file, folder)
    if (!up) throw new MigrationError(`migrations/${file} does not export a function up`)
    migrations[nameOf(file)] = down ? { up, down } : { up }
  }
  return migrations
}

async function loadMigration(file: string, folder: URL): Promise<Partial<Migration>> {
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

async function readApplied(db: AnyDatabase): Promise<Map<string, Date>> {
  try {
    const rows = await db.selectFrom('kysely_migration').select(['name', 'timestamp']).execute()
    return new Map(rows.map((row) => [row.name, new Date(row.timestamp)]))
  } catch (error) {
    const undefinedTable = '42P01'
    if (error instanceof Error && 'code' in error && error.code === undefinedTable) return new Map()
    throw error
  }
}

/** Kysely would refuse both states too, in words that leave a person alone with them. */
async function assertConsistent(db: AnyDatabase, options: Options): Promise<void> {
  const states = await readMigrationStates(db, options)
  const missing = states.filter((it) => !it.hasFile)
  if (missing.length > 0) {
    throw new MigrationError(
      `the database has migrations that are not in migrations/: ${namesOf(missing)}\n` +
        'Either it belongs to a newer version or another branch, or the files were deleted. Get the files back.',
    )
  }
  const lastApplied = states.findLastIndex((it) => it.appliedAt)
  const late = states.slice(0, Math.max(lastApplied, 0)).filter((it) => !it.appliedAt)
  if (late.length > 0) {
    throw new MigrationError(
      `these migrations sort before one that is already applied: ${namesOf(late)}\n` +
        'Give them a later time stamp in the file name, so that every database applies the same order.',
    )
  }
}

/** Kysely would pass over it and say that it was undone. */
async function assertUndoable(db: AnyDatabase, options: Options): Promise<void> {
  const last = (await readMigrationStates(db, options)).findLast((it) => it.appliedAt)
  const migrations = await loadMigrations(options.folder ?? migrationsFolder)
  if (last && !migrations[last.name]?.down) {
    throw new MigrationError(
      `${last.name} cannot be undone: its file does not export a function down`,
    )
  }
}

function namesOf(states: readonly MigrationState[]): string {
  return states.map((it) => it.name).join(', ')
}
