/** A state of the migrations that a person has to resolve. The message says how. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}
