import { EMAIL_MAX, type Field, longest, TEXT_MAX, URL_MAX } from '../field.ts'
import { printLiteral } from '../literal.ts'
import { type FieldType, inSql, plain } from './field-type.ts'

const text = {
  ...plain,
  typescript: () => 'string',
  checks: (field, column) => lengthChecks(field, column),
  schema: (field) => `wire.text(${[longest(field), field.min].filter(isSaid).join(', ')})`,
  sqlDefault: inSql,
  examples: (field, human) => [example(`First ${human}`, field), example(`Second ${human}`, field)],
  unique: uniqueText,
  // Emoji, since the database counts characters, and JavaScript halves of them.
  valid: (field) => [shortest(field), `'😀'.repeat(${longest(field)})`],
  // Neither NUL nor half of a surrogate pair can be stored.
  invalid: (field) => [
    `'x'.repeat(${longest(field) + 1})`,
    ...(Number(field.min) > 0 ? [`'x'.repeat(${Number(field.min) - 1})`] : []),
    "'\\u0000'",
    "'\\ud800'",
    '12',
  ],
} satisfies Omit<FieldType, 'sql'>

export const string: FieldType = { ...text, sql: (field) => `varchar(${longest(field)})` }

export const longText: FieldType = {
  ...text,
  sql: () => 'text',
  // No emoji: as many of them would be more than a request may hold.
  valid: (field) => [shortest(field), `'x'.repeat(${longest(field)})`],
}

export const email: FieldType = {
  ...text,
  sql: () => `varchar(${EMAIL_MAX})`,
  checks: () => [],
  schema: () => 'wire.Email',
  examples: () => ["'first@example.com'", "'second@example.com'"],
  unique: () => `\`someone-\${made}@example.com\``,
  valid: () => ["'a+b@sub.example.com'", `\`\${'x'.repeat(64)}@example.com\``],
  invalid: () => ["''", "'example.com'", "'a b@example.com'", "'a@example.com\\u0000'", '12'],
}

export const url: FieldType = {
  ...text,
  sql: () => `varchar(${URL_MAX})`,
  checks: () => [],
  schema: () => 'wire.WebAddress',
  examples: () => ["'https://example.com/first'", "'https://example.com/second'"],
  unique: () => `\`https://example.com/\${made}\``,
  valid: () => ["'http://localhost:8080/?a=b#c'", `\`https://example.com/\${'x'.repeat(1980)}\``],
  invalid: () => [
    "''",
    "'example.com'",
    "'javascript:alert(1)'",
    "'https://example.com/\\u0000'",
    `\`https://example.com/\${'x'.repeat(1981)}\``,
    '12',
  ],
}

export const choice: FieldType = {
  ...text,
  typescript: (valueType) => valueType,
  sql: () => 'text',
  checks: ({ list, values = [] }, column) => {
    const words = values.map((value) => `'${value}'`).join(', ')
    return [list ? `${column} <@ array[${words}]` : `${column} in (${words})`]
  },
  schema: ({ values = [] }) => `wire.oneOf(${values.map(printLiteral).join(', ')})`,
  examples: ({ values = [] }) => [printLiteral(values[0] ?? ''), printLiteral(values.at(-1) ?? '')],
  valid: ({ values = [] }) => [printLiteral(values.at(-1) ?? '')],
  invalid: () => ["''", "'not one of them'", '12'],
}

const isSaid = (value: unknown) => value !== undefined

function lengthChecks({ list, type, min, max }: Field, column: string): string[] {
  if (list) return []
  return [
    ...(min === undefined ? [] : [`char_length(${column}) >= ${min}`]),
    // The type of a string knows its length.
    ...(type === 'string' ? [] : [`char_length(${column}) <= ${max ?? TEXT_MAX}`]),
  ].filter((check) => type === 'string' || max !== undefined || !check.includes('<='))
}

function example(words: string, field: Field): string {
  const literal = printLiteral(words.slice(0, longest(field)))
  return words.length < Number(field.min ?? 0) ? `${literal}.padEnd(${field.min}, '.')` : literal
}

/** Of one character there are too few; of two, 1295 are enough for any test. */
function uniqueText(field: Field): string | undefined {
  const most = longest(field)
  if (most < 2) return undefined
  const least = Number(field.min ?? 0)
  if (most >= 10) {
    const value = `\`value \${made}\``
    return least > 7 ? `${value}.padEnd(${least}, '.')` : value
  }
  // The examples have a capital letter, and these none.
  return `made.toString(36).padStart(${Math.max(2, least)}, '0')`
}

function shortest({ min = 0 }: Field): string {
  return Number(min) > 0 ? `'x'.repeat(${min})` : "''"
}
