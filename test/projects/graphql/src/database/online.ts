import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, type RawBuilder, sql } from 'kysely'

// What takes long in a migration, while others go on reading and writing: for `afterUp` and
// `afterDown`. Each can be done again from its beginning, and leaves nothing that bites when it fails.
//
// Migrations that are applied somewhere call these, so what one does must stay as it is: give what is
// to be otherwise a name of its own.

interface Index {
  readonly name: string
  /** `"articles" ("slug") where "deleted_at" is null` */
  readonly on: RawBuilder<unknown>
}

/** Builds an index; one of that name that is whole stays. */
export async function buildIndex(db: Kysely<unknown>, index: Index): Promise<void> {
  await build(db, 'index', index)
}

/**
 * Builds an index that lets each value be there once; one of that name that is whole stays.
 *
 * @throws Error of PostgreSQL (23505), which names a value that is there twice
 */
export async function buildUniqueIndex(db: Kysely<unknown>, index: Index): Promise<void> {
  await build(db, 'unique index', index)
}

async function build(db: Kysely<unknown>, kind: string, { name, on }: Index): Promise<void> {
  const create = sql.raw(`create ${kind}`)
  if (db.isTransaction) {
    await sql`${create} if not exists ${sql.id(name)} on ${on}`.execute(db)
    return
  }
  await db.connection().execute(async (connection) => {
    await dropBroken(connection, name)
    try {
      // To wait for older statements keeps nobody else waiting.
      await withoutLockTimeout(connection, () =>
        sql`${create} concurrently if not exists ${sql.id(name)} on ${on}`.execute(connection),
      )
    } catch (error) {
      // Half built, it would be kept up to date, and refuse what is there twice.
      await dropBroken(connection, name)
      throw error
    }
  })
}

/** Drops the index where its building failed or was cut short. */
async function dropBroken(connection: Kysely<unknown>, name: string): Promise<void> {
  const { rows } = await sql`
    select from pg_index where indexrelid = to_regclass(quote_ident(${name})) and not indisvalid
  `.execute(connection)
  if (rows.length === 0) return
  await withoutLockTimeout(connection, () =>
    sql`drop index concurrently if exists ${sql.id(name)}`.execute(connection),
  )
}

async function withoutLockTimeout(
  connection: Kysely<unknown>,
  work: () => Promise<unknown>,
): Promise<void> {
  const { rows } = await sql<{ limit: string }>`
    select current_setting('lock_timeout') as limit
  `.execute(connection)
  await sql`set lock_timeout = 0`.execute(connection)
  try {
    await work()
  } finally {
    await sql`select set_config('lock_timeout', ${rows[0]?.limit}, false)`.execute(connection)
  }
}

interface Fill {
  readonly table: string
  readonly column: string
  /** What a row gets that has none. */
  readonly value: RawBuilder<unknown>
  readonly batchSize?: number
}

/**
 * Gives every row that has none a value: those that are there when it begins, and so many in one
 * statement. It waits for no row that somebody else has, and comes back to it later.
 */
export async function fillInBatches(
  db: Kysely<unknown>,
  { table, column, value, batchSize = 1_000 }: Fill,
): Promise<void> {
  const [rows, it] = [sql.table(table), sql.id(column)]
  const end = await firstId(db, sql`select "id" from ${rows} order by "id" desc limit 1`)
  let after: RawBuilder<unknown> = sql``
  while (end !== undefined) {
    const last = await firstId(
      db,
      sql`
        with batch as (
          select "id" from ${rows} where ${it} is null and "id" <= ${end} ${after}
          order by "id" limit ${sql.lit(batchSize)} for update skip locked
        ), filled as (
          update ${rows} set ${it} = ${value} where "id" in (select "id" from batch)
        )
        select "id" from batch order by "id" desc limit 1
      `,
    )
    if (last !== undefined) {
      after = sql`and "id" > ${last}`
      continue
    }
    const left = sql`select "id" from ${rows} where ${it} is null and "id" <= ${end} limit 1`
    if ((await firstId(db, left)) === undefined) return
    after = sql``
    await sleep(100)
  }
}

async function firstId(db: Kysely<unknown>, query: RawBuilder<unknown>): Promise<unknown> {
  const { rows } = await query.execute(db)
  return (rows[0] as { id: unknown } | undefined)?.id
}

interface Required {
  readonly table: string
  readonly column: string
  /** The name of a check that is there meanwhile. */
  readonly check: string
  /** What a row gets that has none. Without it, such a row is an error. */
  readonly fill?: RawBuilder<unknown>
}

/**
 * Makes a column `not null`. Every row is looked at while others go on writing: a check that is
 * valid spares PostgreSQL the look for which it would keep everybody out.
 *
 * @throws Error of PostgreSQL (23514) where a row has none
 */
export async function requireColumn(
  db: Kysely<unknown>,
  { table, column, check, fill }: Required,
): Promise<void> {
  const [rows, it, rule] = [sql.table(table), sql.id(column), sql.id(check)]
  const fillAll = async () => fill && (await fillInBatches(db, { table, column, value: fill }))
  const drop = sql`alter table ${rows} drop constraint if exists ${rule}`
  await fillAll()
  await sql`${drop}, add constraint ${rule} check (${it} is not null) not valid`.execute(db)
  try {
    // Those that have come since it began; with the check, no more do.
    await fillAll()
    await sql`alter table ${rows} validate constraint ${rule}`.execute(db)
    await sql`alter table ${rows} alter column ${it} set not null`.execute(db)
  } catch (error) {
    // Left there, it would refuse changes of the rows that have none.
    await drop.execute(db).catch(() => {})
    throw error
  }
  await drop.execute(db)
}
