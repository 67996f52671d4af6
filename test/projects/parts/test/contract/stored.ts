import type { Kysely } from 'kysely'
import type { Database } from '../../src/database/database.ts'
import { storeBadge } from '../../src/resources/badges/badge.factory.ts'
import { storeSecretItem } from '../../src/resources/secrets/secret.factory.ts'
import { storeUser } from '../../src/resources/users/user.factory.ts'

/** Puts one of what has a table and no routes into the database. */
export type Store = (db: Kysely<Database>) => Promise<{ readonly id: string }>

/** What is referred to and has no routes, by the path that it would be made at. */
export const stored: Readonly<Record<string, Store>> = {
  // One line each, in alphabetical order.
  '/v1/badges': (db) => storeBadge(db),
  '/v1/secrets': (db) => storeSecretItem(db),
  '/v1/users': (db) => storeUser(db),
}
