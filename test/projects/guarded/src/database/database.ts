// What the compiler knows of the database.
import type { CountryTable } from '../resources/countries/country.table.ts'
import type { FolderTable } from '../resources/folders/folder.table.ts'
import type { NoteTable } from '../resources/notes/note.table.ts'
import type { TagTable } from '../resources/tags/tag.table.ts'
import type { IdempotencyKeysTable } from './idempotency-keys.ts'

/** The tables. */
export interface Database {
  idempotency_keys: IdempotencyKeysTable
  // One line each, in alphabetical order.
  countries: CountryTable
  folders: FolderTable
  notes: NoteTable
  tags: TagTable
}
