import { printLiteral } from '../literal.ts'
import { type FieldType, inSql, plain } from './field-type.ts'

export const boolean: FieldType = {
  ...plain,
  typescript: () => 'boolean',
  sql: () => 'boolean',
  schema: () => 'Type.Boolean()',
  examples: () => ['true', 'false'],
  valid: () => ['false'],
  invalid: () => ["'true'", '1'],
}

export const uuid: FieldType = {
  ...plain,
  typescript: () => 'string',
  sql: () => 'uuid',
  schema: () => 'wire.Id',
  // The database has them in small letters.
  reader: () => 'wire.toUuid',
  sqlDefault: inSql,
  examples: () => [
    "'0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52'",
    "'0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e53'",
  ],
  unique: () => 'newId()',
  valid: () => ["'00000000-0000-0000-0000-000000000000'"],
  invalid: () => [
    "''",
    "'0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e5g'",
    "'0198c5d86c1e7a3b9f273d1b6a0c4e52'",
    '12',
  ],
}

/** The ids of the two entities that are there in every test, as code. */
export const REFERENCE_EXAMPLES = [
  "'0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52'",
  "'0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63'",
] as const

/** The ids, all but the last digit, of ten others that are there where each has to have its own. */
export const REFERENCE_POOL = '0198c5d8-6c20-7000-8000-00000000000'

export const reference: FieldType = {
  ...uuid,
  examples: () => REFERENCE_EXAMPLES,
  unique: () => `\`${REFERENCE_POOL}\${made % 10}\``,
  valid: () => [REFERENCE_EXAMPLES[1]],
  // The last one is an id, but of nothing.
  invalid: () => ["'1'", '1', "'0198c5d8-0000-7000-8000-000000000000'"],
}

export const date: FieldType = {
  ...plain,
  // Text: a `Date` is a moment, and a day begins at another one in every time zone.
  typescript: () => 'string',
  sql: () => 'date',
  schema: () => 'wire.Day',
  entityDefault: (value) =>
    value === 'today' ? 'now.toISOString().slice(0, 10)' : printLiteral(value),
  sqlDefault: (value) => (value === 'today' ? "(now() at time zone 'utc')::date" : inSql(value)),
  schemaDefault: (value) => (value === 'today' ? undefined : printLiteral(value)),
  examples: () => ["'2026-01-31'", "'2026-02-28'"],
  unique: () => 'new Date(Date.UTC(2027, 0, made)).toISOString().slice(0, 10)',
  valid: () => ["'0001-01-01'", "'9999-12-31'", "'2024-02-29'"],
  invalid: () => [
    "'yesterday'",
    "'2026-02-29'",
    "'0000-01-01'",
    "'999999-01-01'",
    "'2026-01-31T00:00:00Z'",
    '20260131',
  ],
}

export const timestamp: FieldType = {
  ...plain,
  typescript: () => 'Date',
  // Three digits, as a Date has: what is written is what is read.
  sql: () => 'timestamptz(3)',
  schema: () => 'wire.Timestamp',
  entityLiteral: (wire) => `new Date(${wire})`,
  toWire: (value) => `${value}.toISOString()`,
  reader: () => 'wire.toDate',
  entityDefault: (value) => (value === 'now' ? 'now' : `new Date(${printLiteral(value)})`),
  sqlDefault: (value) => (value === 'now' ? 'now()' : inSql(value)),
  schemaDefault: (value) => (value === 'now' ? undefined : printLiteral(value)),
  examples: () => ["'2026-01-31T09:30:00.000Z'", "'2026-02-28T18:00:00.000Z'"],
  unique: () => 'new Date(Date.UTC(2027, 0, 1, 0, made))',
  valid: () => ["'0001-01-01T00:00:00.000Z'", "'9999-12-31T23:59:59.999Z'"],
  invalid: () => [
    "'yesterday'",
    "'2026-02-30T09:30:00Z'",
    "'2026-12-31T23:59:60Z'",
    "'9999-12-31T23:59:59-01:00'",
    '1769851800',
  ],
}

export const json: FieldType = {
  ...plain,
  typescript: () => 'Readonly<Record<string, unknown>>',
  sql: () => 'jsonb',
  schema: () => 'wire.Json',
  reader: () => 'wire.toJson',
  entityDefault: jsonCode,
  sqlDefault: inSql,
  schemaDefault: jsonCode,
  examples: () => ["{ colour: 'red' }", '{ sizes: [1, 2] }'],
  valid: () => ['{}', "{ a: { b: [null, true, -1.5, '😀'] } }"],
  invalid: () => ['[]', "'{}'", '1', "{ a: ['\\u0000'] }", "{ '\\ud800': 1 }"],
}

function jsonCode(value: string | number | boolean): string {
  return value === '{}' ? '{}' : `JSON.parse(${printLiteral(value)})`
}
