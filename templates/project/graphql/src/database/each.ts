import { sql } from 'kysely'

// Lists of several at once: one statement reads the list of each, and of each no more than is asked for.

/** The ids as the rows of `each`: the statement is the same, however many they are. */
export function eachOf(ids: readonly string[]) {
  return sql<{ id: string }>`unnest(${[...ids]}::uuid[])`.as<'each'>(sql`each(id)`)
}

/** What was read of each, by its id, in the order in which it was read. */
export function listsOf<Row extends { readonly listedOf: string }, Entity>(
  rows: readonly Row[],
  toEntity: (row: Row) => Entity,
): ReadonlyMap<string, readonly Entity[]> {
  const lists = new Map<string, Entity[]>()
  for (const row of rows) {
    const list = lists.get(row.listedOf)
    if (list) list.push(toEntity(row))
    else lists.set(row.listedOf, [toEntity(row)])
  }
  return lists
}
