import type { Admission } from './access.ts'

/**
 * Who may do what with a resource: a row for each operation, which its route takes over. Other rules
 * are another table.
 */
export type Policy<Operation extends string> = Readonly<Record<Operation, Admission>>

/** The same, where some fields are for some only. */
export type FieldPolicy<Operation extends string> = Policy<Operation> & {
  readonly fields: FieldRules
}

/** Who sees a field, and who sets it: whoever has all of the roles. What is not said is for everyone. */
export interface FieldRule {
  readonly read?: { readonly roles: readonly string[] }
  readonly write?: { readonly roles: readonly string[] }
}

/** What fields are for some only, by their names: the schemas take it over, and `field-rules.ts`. */
export type FieldRules = Readonly<Record<string, FieldRule>>
