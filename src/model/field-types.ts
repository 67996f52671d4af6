import { type Field, longest, type Scalar, TEXT_MAX } from './field.ts'
import { INTEGER_MAX, INTEGER_MIN } from './field-values.ts'
import { printLiteral } from './literal.ts'

/** How one type of field is spelled in everything that is generated. Every string is code. */
export interface FieldType {
  /** In the entity and in the row. */
  readonly typescript: string
  readonly sql: (field: Field) => string
  /** The schema of a value that is there and is not null. */
  readonly schema: (field: Field) => string
  /** A literal of the wire as the entity has it. */
  readonly entityLiteral: (wire: string) => string
  /** From the entity to the wire; `value` is an expression. */
  readonly toWire: (value: string) => string
  /** The value is another one on the wire than in the program, so that a body has to be read. */
  readonly isDate: boolean
  /** A default in the entity, in a migration, and in the schema: none where it is not constant. */
  readonly entityDefault: (value: Scalar) => string
  readonly sqlDefault: (value: Scalar) => string
  readonly schemaDefault: (value: Scalar) => string | undefined
  /** Two different values, as literals of the wire. */
  readonly examples: (field: Field, human: string) => readonly [string, string]
  /** Values at the edges of what the wire takes, and values that it must refuse. */
  readonly valid: (field: Field) => readonly string[]
  readonly invalid: (field: Field) => readonly string[]
}

const unchanged = (value: string) => value
const inSql = (value: Scalar) => `\${sql.lit(${printLiteral(value)})}`

const text = {
  typescript: 'string',
  schema: (field) => `wire.text(${longest(field)})`,
  entityLiteral: unchanged,
  toWire: unchanged,
  isDate: false,
  entityDefault: printLiteral,
  sqlDefault: inSql,
  schemaDefault: printLiteral,
  examples: (field, human) => [
    printLiteral(`First ${human}`.slice(0, longest(field))),
    printLiteral(`Second ${human}`.slice(0, longest(field))),
  ],
  // Emoji, since the database counts characters, and JavaScript halves of them.
  valid: (field) => ["''", `'😀'.repeat(${longest(field)})`],
  // Neither NUL nor half of a surrogate pair can be stored.
  invalid: (field) => [`'x'.repeat(${longest(field) + 1})`, "'\\u0000'", "'\\ud800'", '12'],
} satisfies Partial<FieldType>

/** The ids of the two entities that are there in every test, as code. */
export const REFERENCE_EXAMPLES = [
  "'0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52'",
  "'0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63'",
] as const

/** One row for each type: the only place that knows what a type amounts to. */
export const fieldTypes: Readonly<Partial<Record<Field['type'], FieldType>>> = {
  string: { ...text, sql: (field) => `varchar(${longest(field)})` },
  text: {
    ...text,
    sql: () => 'text',
    // No emoji: as many of them would be more than a request may hold.
    valid: () => ["''", `'x'.repeat(${TEXT_MAX})`],
  },
  integer: {
    typescript: 'number',
    sql: () => 'integer',
    schema: () => 'wire.Int32',
    entityLiteral: unchanged,
    toWire: unchanged,
    isDate: false,
    entityDefault: printLiteral,
    sqlDefault: printLiteral,
    schemaDefault: printLiteral,
    examples: () => ['1', '2'],
    valid: () => [String(INTEGER_MIN), String(INTEGER_MAX)],
    invalid: () => ["'1'", '1.5', String(INTEGER_MAX + 1), String(INTEGER_MIN - 1)],
  },
  boolean: {
    typescript: 'boolean',
    sql: () => 'boolean',
    schema: () => 'Type.Boolean()',
    entityLiteral: unchanged,
    toWire: unchanged,
    isDate: false,
    entityDefault: printLiteral,
    sqlDefault: printLiteral,
    schemaDefault: printLiteral,
    examples: () => ['true', 'false'],
    valid: () => ['false'],
    invalid: () => ["'true'", '1'],
  },
  ref: {
    typescript: 'string',
    sql: () => 'uuid',
    schema: () => 'wire.Id',
    entityLiteral: unchanged,
    toWire: unchanged,
    isDate: false,
    entityDefault: printLiteral,
    sqlDefault: inSql,
    schemaDefault: printLiteral,
    examples: () => REFERENCE_EXAMPLES,
    valid: () => [REFERENCE_EXAMPLES[1]],
    // The last one is an id, but of nothing.
    invalid: () => ["'1'", '1', "'0198c5d8-0000-7000-8000-000000000000'"],
  },
  timestamp: {
    typescript: 'Date',
    // Three digits, as a Date has: what is written is what is read.
    sql: () => 'timestamptz(3)',
    schema: () => 'wire.Timestamp',
    entityLiteral: (wire) => `new Date(${wire})`,
    toWire: (value) => `${value}.toISOString()`,
    isDate: true,
    entityDefault: (value) => (value === 'now' ? 'now' : `new Date(${printLiteral(value)})`),
    sqlDefault: (value) => (value === 'now' ? 'now()' : inSql(value)),
    schemaDefault: (value) => (value === 'now' ? undefined : printLiteral(value)),
    examples: () => ["'2026-01-31T09:30:00.000Z'", "'2026-02-28T18:00:00.000Z'"],
    valid: () => ["'0001-01-01T00:00:00.000Z'", "'9999-12-31T23:59:59.999Z'"],
    invalid: () => [
      "'yesterday'",
      "'2026-02-30T09:30:00Z'",
      "'2026-12-31T23:59:60Z'",
      "'9999-12-31T23:59:59-01:00'",
      '1769851800',
    ],
  },
}
