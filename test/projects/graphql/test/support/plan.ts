import { CompiledQuery, type Kysely, type KyselyPlugin, sql } from 'kysely'
import type { Database } from '../../src/database/database.ts'

interface Plan {
  readonly 'Node Type': string
  readonly 'Index Name'?: string
  readonly Plans?: readonly Plan[]
}

/**
 * The steps by which the database would answer what `work` asks, as `Index Scan` or `Limit`. It is
 * told to read whole tables and to sort only where there is no other way: a step `Seq Scan` or `Sort`
 * says that an index is missing, however few rows there are. (`Incremental Sort` is none: an index
 * gives the order, and what is equal in it is put in order.)
 */
export async function planOf(
  db: Kysely<Database>,
  work: (db: Kysely<Database>) => Promise<unknown>,
): Promise<readonly string[]> {
  return (await plansOf(db, work)).map((plan) => plan['Node Type'])
}

/** The indexes that it would use, statement by statement. */
export async function indexesOf(
  db: Kysely<Database>,
  work: (db: Kysely<Database>) => Promise<unknown>,
): Promise<readonly string[]> {
  return (await plansOf(db, work)).flatMap((plan) => plan['Index Name'] ?? [])
}

/** How many statements the work sends to the database. */
export async function countStatements(
  db: Kysely<Database>,
  work: (db: Kysely<Database>) => Promise<unknown>,
): Promise<number> {
  return (await statementsOf(db, work)).length
}

/** Changes nothing; but with a plugin there is an executor of its own. */
const ownExecutor: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => result,
}

/** What the work sends, outside of transactions of its own. */
async function statementsOf(
  db: Kysely<Database>,
  work: (db: Kysely<Database>) => Promise<unknown>,
): Promise<readonly CompiledQuery[]> {
  const recorded = db.withPlugin(ownExecutor)
  const executor = recorded.getExecutor()
  const execute = executor.executeQuery.bind(executor)
  const statements: CompiledQuery[] = []
  executor.executeQuery = (statement, options) => {
    statements.push(statement)
    return execute(statement, options)
  }
  await work(recorded)
  return statements
}

async function plansOf(
  db: Kysely<Database>,
  work: (db: Kysely<Database>) => Promise<unknown>,
): Promise<readonly Plan[]> {
  return db.transaction().execute(async (transaction) => {
    await sql`set local enable_seqscan = off`.execute(transaction)
    await sql`set local enable_bitmapscan = off`.execute(transaction)
    await sql`set local enable_sort = off`.execute(transaction)
    const steps: Plan[] = []
    for (const statement of await statementsOf(transaction, work)) {
      const { rows } = await transaction.executeQuery<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(
        CompiledQuery.raw(`explain (format json) ${statement.sql}`, [...statement.parameters]),
      )
      for (const row of rows) steps.push(...row['QUERY PLAN'].flatMap(({ Plan }) => stepsOf(Plan)))
    }
    return steps
  })
}

function stepsOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(stepsOf)]
}
