import type { Kysely } from 'kysely'
import type { Database } from '../../src/database/database.ts'

/** Puts one of what has a table and no routes into the database. */
export type Store = (db: Kysely<Database>) => Promise<{ readonly id: string }>

/** What is referred to and has no routes, by the path that it would be made at. */
export const stored: Readonly<Record<string, Store>> = {
  // One line each, in alphabetical order.
}
