import type { Field, Scalar } from '../field.ts'
import { printLiteral } from '../literal.ts'

/** How one type of field is spelled in everything that is generated. Every string is code. */
export interface FieldType {
  /** In the entity and in the row; `valueType` is the name that an enum's values have. */
  readonly typescript: (valueType: string) => string
  readonly sql: (field: Field) => string
  /** What the database checks, of a column in quotes; empty where the type says it all. */
  readonly checks: (field: Field, column: string) => readonly string[]
  /** The schema of a value that is there and is not null. */
  readonly schema: (field: Field) => string
  /** A literal of the wire as the entity has it. */
  readonly entityLiteral: (wire: string) => string
  /** From the entity to the wire; `value` is an expression. */
  readonly toWire: (value: string) => string
  /** The function that reads it from a body, where the program has another value than the wire. */
  readonly reader: (field: Field) => string | undefined
  /** A default in the entity, in a migration, and in the schema: none where it is not constant. */
  readonly entityDefault: (value: Scalar) => string
  readonly sqlDefault: (value: Scalar) => string
  readonly schemaDefault: (value: Scalar) => string | undefined
  /** Two different values, as literals of the wire. */
  readonly examples: (field: Field, human: string) => readonly [string, string]
  /**
   * Values that no two have, as the entity has them: an expression of `made`, a number that begins
   * at 1, that is never one of the examples; undefined where there are too few of them.
   */
  readonly unique: (field: Field) => string | undefined
  /** Values at the edges of what the wire takes, and values that it must refuse. */
  readonly valid: (field: Field) => readonly string[]
  readonly invalid: (field: Field) => readonly string[]
}

export const inSql = (value: Scalar) => `\${sql.lit(${printLiteral(value)})}`

/** A type that is the same in the program, in the database and on the wire. */
export const plain = {
  checks: () => [],
  entityLiteral: (value: string) => value,
  toWire: (value: string) => value,
  reader: () => undefined,
  entityDefault: printLiteral,
  sqlDefault: printLiteral,
  schemaDefault: printLiteral,
  unique: (): string | undefined => undefined,
} satisfies Partial<FieldType>
