import { type Kysely, sql } from 'kysely'

/** Which way a migration was going whose part after the transaction is not done. */
export type Direction = 'up' | 'down'

export interface MigrationState {
  readonly name: string
  /** Null: not applied yet. */
  readonly appliedAt: Date | null
  /** Null, but where it stopped half-way. */
  readonly unfinished: Direction | null
  /** False: applied by another version of the program. */
  readonly hasFile: boolean
}

/** The states of these files, and of what is applied there, in order. */
export async function readStates(
  db: Kysely<unknown>,
  files: Iterable<string>,
): Promise<MigrationState[]> {
  const known = new Set(files)
  const applied = await readApplied(db)
  const unfinished = await readUnfinished(db)
  const names = [...new Set([...known, ...applied.keys(), ...unfinished.keys()])].sort()
  return names.map((name) => ({
    name,
    appliedAt: applied.get(name) ?? null,
    unfinished: unfinished.get(name) ?? null,
    hasFile: known.has(name),
  }))
}

async function readApplied(db: Kysely<unknown>): Promise<Map<string, Date>> {
  const rows = await rowsOf<{ name: string; timestamp: string }>(
    db,
    sql`select name, timestamp from kysely_migration`,
  )
  return new Map(rows.map((row) => [row.name, new Date(row.timestamp)]))
}

async function readUnfinished(db: Kysely<unknown>): Promise<Map<string, Direction>> {
  const rows = await rowsOf<{ name: string; direction: Direction }>(
    db,
    sql`select name, direction from kysely_migration_unfinished`,
  )
  return new Map(rows.map((row) => [row.name, row.direction]))
}

/** None where there is no such table. */
async function rowsOf<T>(db: Kysely<unknown>, query: ReturnType<typeof sql<T>>): Promise<T[]> {
  try {
    return (await query.execute(db)).rows
  } catch (error) {
    const undefinedTable = '42P01'
    if (error instanceof Error && 'code' in error && error.code === undefinedTable) return []
    throw error
  }
}

export async function createUnfinishedTable(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table if not exists kysely_migration_unfinished (
      name varchar(255) primary key,
      direction varchar(4) not null
    )
  `.execute(db)
}

/** Writes down that something is left to be done, or, with `null`, that nothing is. */
export async function setUnfinished(
  db: Kysely<unknown>,
  name: string,
  direction: Direction | null,
): Promise<void> {
  await sql`delete from kysely_migration_unfinished where name = ${name}`.execute(db)
  if (direction === null) return
  await sql`insert into kysely_migration_unfinished values (${name}, ${direction})`.execute(db)
}
