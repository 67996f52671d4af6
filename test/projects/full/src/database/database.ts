// What the compiler knows of the database.
import type { TagTable } from '../resources/tags/tag.table.ts'

/** The tables. */
export interface Database {
  // One line each, in alphabetical order.
  tags: TagTable
}
