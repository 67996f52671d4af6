/** What a foreign key means to a caller: the field that holds it, and of what. */
export interface ForeignKey {
  readonly field: string
  readonly of: string
}

/** The foreign keys, by the names that the migrations gave them. */
export const foreignKeys: Readonly<Record<string, ForeignKey>> = {
  // One line each, in alphabetical order.
}
