// What the compiler knows of the database.
import type { ArticleTable } from '../resources/articles/article.table.ts'
import type { BadgeTable } from '../resources/badges/badge.table.ts'
import type { EarlyItemTable } from '../resources/earlies/early.table.ts'
import type { EntryTable } from '../resources/entries/entry.table.ts'
import type { LateItemTable } from '../resources/lates/late.table.ts'
import type { NoteTable } from '../resources/notes/note.table.ts'
import type { SecretItemTable } from '../resources/secrets/secret.table.ts'
import type { UserTable } from '../resources/users/user.table.ts'
import type { IdempotencyKeysTable } from './idempotency-keys.ts'

/** The tables. */
export interface Database {
  idempotency_keys: IdempotencyKeysTable
  // One line each, in alphabetical order.
  articles: ArticleTable
  badges: BadgeTable
  earlies: EarlyItemTable
  entries: EntryTable
  lates: LateItemTable
  notes: NoteTable
  secrets: SecretItemTable
  users: UserTable
}
