import type pg from 'pg'

const names = new Map<string, string>()
let count = 0

/**
 * Gives a statement a name, under which a connection parses it once and PostgreSQL keeps its plan.
 * What is named stays in the memory of every connection, so it must be one of a bounded number.
 */
export function nameStatement(text: string): void {
  count += 1
  names.set(text, `statement_${count}`)
}

type Query = (query: unknown, values?: unknown, ...rest: unknown[]) => Promise<unknown>

/** Has a connection prepare every statement that has a name. */
export function prepareNamed(client: pg.PoolClient): void {
  const query = client.query.bind(client) as Query

  const runNamed = async (text: string, values: unknown) => {
    const named = () => query({ name: names.get(text), text, values })
    const isAlone = client.getTransactionStatus() === 'I'
    try {
      return await named()
    } catch (error) {
      if (!isOutdatedPlan(error)) throw error
      nameStatement(text)
      // Inside a transaction nothing can be done again but the whole of it.
      if (isAlone) return named()
      throw error
    }
  }

  const prepared: Query = (text, values, ...rest) =>
    typeof text === 'string' && rest.length === 0 && names.has(text)
      ? runNamed(text, values)
      : query(text, values, ...rest)
  client.query = prepared as typeof client.query
}

/** A migration changed the table since the statement was prepared; PostgreSQL then refuses to run it. */
export function isOutdatedPlan(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || !('routine' in error)) return false
  return error.code === '0A000' && error.routine === 'RevalidateCachedQuery'
}
