// What the compiler knows of the database.

/** The tables. */
export interface Database {
  // One line each, in alphabetical order.
}
