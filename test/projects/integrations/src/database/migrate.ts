import type { Kysely } from 'kysely'
import { type Migration, type MigrationResultSet, Migrator } from 'kysely/migration'
import { MigrationError } from './migration-error.ts'
import {
  listMigrationNames,
  loadMigrations,
  type MigrationFile,
  migrationsFolder,
} from './migration-files.ts'
import { asOnlyMigrator, isContention, type Limits, patiently } from './migration-session.ts'
import {
  createUnfinishedTable,
  type Direction,
  type MigrationState,
  readStates,
  setUnfinished,
} from './migration-states.ts'

interface Options extends Limits {
  readonly folder?: URL
}

// biome-ignore lint/suspicious/noExplicitAny: whatever its tables are
type AnyDatabase = Kysely<any>

/**
 * Applies every migration that is missing, one process at a time. Those that are no more than a
 * transaction are applied in one, as far as no other stands between them. Where one stops half-way,
 * the next run goes on with it.
 *
 * @returns the names of those that are applied now
 */
export async function migrateUp(db: AnyDatabase, options: Options = {}): Promise<string[]> {
  const applied = await migrate(db, options, async (run, states) => {
    assertOrder(states)
    const done: string[] = []
    try {
      for (const { name } of states.filter((it) => it.unfinished === 'up')) {
        await run.finish(name, 'up')
        done.push(name)
      }
      const missing = states.filter((it) => !it.appliedAt).map((it) => it.name)
      for (const names of run.together(missing)) {
        await run.transact((migrator) => migrator.migrateTo(names.at(-1) as string))
        for (const name of names) await run.finish(name, 'up')
        done.push(...names)
      }
      return done
    } catch (error) {
      if (!(error instanceof MigrationError) || done.length === 0) throw error
      const text = `${error.message}\nBefore it, these were applied: ${done.join(', ')}.`
      throw new MigrationError(text, { cause: error })
    }
  })
  return applied
}

/**
 * Undoes the last migration that was applied, also one that stopped half-way, and where one that
 * sorts before it is missing. Where the way back stops half-way, the next run goes on with it.
 *
 * @returns the name of the one that was undone
 */
export async function migrateDown(db: AnyDatabase, options: Options = {}): Promise<string[]> {
  return migrate(db, options, async (run, states) => {
    const begun = states.find((it) => it.unfinished === 'down')
    const last = begun ?? states.findLast((it) => it.appliedAt)
    if (!last) return []
    if (!begun) {
      run.assertUndoable(last.name)
      await run.transact((migrator) => migrator.migrateDown())
    }
    await run.finish(last.name, 'down')
    return [last.name]
  })
}

/** Every migration that is known here or applied there, in order. */
export async function readMigrationStates(
  db: AnyDatabase,
  { folder = migrationsFolder }: Options = {},
): Promise<MigrationState[]> {
  return readStates(db, await listMigrationNames(folder))
}

/** The names of those that are applied to the end. */
export async function readAppliedMigrationNames(db: AnyDatabase): Promise<string[]> {
  const states = await readStates(db, [])
  return states.filter((it) => it.appliedAt && !it.unfinished).map((it) => it.name)
}

type Run = ReturnType<typeof createRun>

async function migrate(
  db: AnyDatabase,
  options: Options,
  work: (run: Run, states: readonly MigrationState[]) => Promise<string[]>,
): Promise<string[]> {
  return asOnlyMigrator(db, options, async (connection) => {
    const states = await readMigrationStates(connection, options)
    assertFiles(states)
    const files = await loadMigrations(options.folder ?? migrationsFolder)
    await createUnfinishedTable(connection)
    return work(createRun(connection, options, files), states)
  })
}

/** Whether there is more to it than a transaction. */
function hasMore({ afterUp, afterDown }: MigrationFile): boolean {
  return Boolean(afterUp ?? afterDown)
}

function createRun(
  connection: AnyDatabase,
  limits: Limits,
  files: ReadonlyMap<string, MigrationFile>,
) {
  const fileOf = (name: string) => files.get(name) as MigrationFile
  const migrations = Object.fromEntries(
    [...files].map(([name, file]): [string, Migration] => [
      name,
      {
        up: (trx) => inTransaction(trx, name, file, 'up'),
        down: (trx) => inTransaction(trx, name, file, 'down'),
      },
    ]),
  )
  const migrator = new Migrator({
    db: connection,
    provider: { getMigrations: async () => migrations },
    // Where it matters, the order has been looked at.
    allowUnorderedMigrations: true,
  })

  return {
    /** What can be applied in one transaction: all that is next to each other and has nothing after it. */
    together(names: readonly string[]): string[][] {
      const groups: string[][] = []
      let isOpen = false
      for (const name of names) {
        const isAlone = hasMore(fileOf(name))
        if (isOpen && !isAlone) groups.at(-1)?.push(name)
        else groups.push([name])
        isOpen = !isAlone
      }
      return groups
    },

    async transact(work: (migrator: Migrator) => Promise<MigrationResultSet>): Promise<void> {
      await patiently(limits, async () => {
        const { error, results = [] } = await work(migrator)
        if (error === undefined) return
        const failed = results.find((it) => it.status === 'Error')?.migrationName
        if (failed === undefined) throw error
        throw explain(error, `${failed} failed and nothing was changed`)
      })
    },

    /** Does what comes after the transaction, from its beginning. */
    async finish(name: string, direction: Direction): Promise<void> {
      const { afterUp, afterDown } = fileOf(name)
      const after = direction === 'up' ? afterUp : afterDown
      if (!after) return
      try {
        await patiently(limits, () => after(connection))
      } catch (error) {
        throw explain(error, `${name} stopped half-way`, waysOn[direction])
      }
      await setUnfinished(connection, name, null)
    },

    assertUndoable(name: string): void {
      const { down, afterDown } = fileOf(name)
      if (down ?? afterDown) return
      const reason = 'its file does not export a function down'
      throw new MigrationError(`${name} cannot be undone: ${reason}`)
    },
  }
}

/** That something is left to be done is written down with the row that says that it is applied. */
async function inTransaction(
  trx: AnyDatabase,
  name: string,
  file: MigrationFile,
  direction: Direction,
): Promise<void> {
  const { afterUp, afterDown } = file
  await file[direction]?.(trx)
  const after = direction === 'up' ? afterUp : afterDown
  if (hasMore(file)) await setUnfinished(trx, name, after ? direction : null)
}

const waysOn: Readonly<Record<Direction, string>> = {
  up: 'Mend that and migrate again: it goes on from there. To go back instead, roll back.',
  down: 'Mend that and roll back again: it goes on from there. To keep it instead, migrate.',
}

function explain(error: unknown, what: string, wayOn?: string): MigrationError {
  const message = error instanceof Error ? error.message : String(error)
  const lines = [
    `${what}: ${message}`,
    ...(isContention(error)
      ? ['A transaction keeps the table for too long: pg_stat_activity shows which.']
      : []),
    ...(wayOn ? [wayOn] : []),
  ]
  return new MigrationError(lines.join('\n'), { cause: error })
}

/** Kysely would refuse both states too, in words that leave a person alone with them. */
function assertFiles(states: readonly MigrationState[]): void {
  const missing = states.filter((it) => !it.hasFile)
  if (missing.length === 0) return
  throw new MigrationError(
    `the database has migrations that are not in migrations/: ${namesOf(missing)}\n` +
      'Either it belongs to a newer version or another branch, or the files were deleted. Get the files back.',
  )
}

function assertOrder(states: readonly MigrationState[]): void {
  const lastApplied = states.findLastIndex((it) => it.appliedAt)
  const late = states.slice(0, Math.max(lastApplied, 0)).filter((it) => !it.appliedAt)
  if (late.length === 0) return
  throw new MigrationError(
    `these migrations sort before one that is already applied: ${namesOf(late)}\n` +
      'Roll back what was applied after them (db:rollback, one by one), so that every database applies ' +
      'the same order. Where that would lose data, give them a later time stamp, in the name of the ' +
      'file and in alex.json.',
  )
}

function namesOf(states: readonly MigrationState[]): string {
  return states.map((it) => it.name).join(', ')
}
