import { EMAIL_MAX, type Field, longest, TEXT_MAX, URL_MAX } from '../field.ts'
import { printLiteral } from '../literal.ts'
import type { Counting } from '../patterns/examples.ts'
import {
  anchored,
  inPostgres,
  isStorable,
  type PatternExamples,
  patternExamples,
} from '../patterns/pattern.ts'
import { type FieldType, inSql, plain } from './field-type.ts'

const text = {
  ...plain,
  typescript: () => 'string',
  checks: (field, column) => [...lengthChecks(field, column), ...patternChecks(field, column)],
  schema: textSchema,
  sqlDefault: inSql,
  examples: (field, human) => {
    const [one, other] = matching(field)?.examples ?? []
    if (one !== undefined && other !== undefined) return [printLiteral(one), printLiteral(other)]
    return [example(`First ${human}`, field), example(`Second ${human}`, field)]
  },
  unique: uniqueText,
  // Emoji, since the database counts characters, and JavaScript halves of them.
  valid: (field) => validMatches(field) ?? [shortest(field), `'😀'.repeat(${longest(field)})`],
  // Neither NUL nor half of a surrogate pair can be stored.
  invalid: (field) => [
    ...mismatches(field),
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
  valid: (field) => validMatches(field) ?? [shortest(field), `'x'.repeat(${longest(field)})`],
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

function patternChecks({ list, pattern }: Field, column: string): string[] {
  const there = list || pattern === undefined ? undefined : inPostgres(pattern)
  return there === undefined ? [] : [`${column} ~ ${inSql(there)}`]
}

function textSchema(field: Field): string {
  const bounds = [longest(field), field.min].filter(isSaid)
  const { pattern } = field
  if (pattern === undefined) return `wire.text(${bounds.join(', ')})`
  const examples = matching(field)?.examples.map(printLiteral).join(', ')
  const values = [printLiteral(anchored(pattern)), `[${examples}]`, ...bounds]
  const schema = `wire.matching(${values.join(', ')})`
  return isStorable(pattern) ? schema : `wire.storable(${schema})`
}

function matching(field: Field): PatternExamples | undefined {
  return field.pattern === undefined ? undefined : patternExamples(field)
}

function validMatches(field: Field): string[] | undefined {
  const found = matching(field)
  return found && [...new Set([found.examples[0], found.longest])].map(printLiteral)
}

function mismatches(field: Field): string[] {
  const other = matching(field)?.other
  return other === undefined ? [] : [printLiteral(other)]
}

function spellCounting({ before, spelled, after }: Counting): string {
  if (before === '' && after === '') return spelled
  return `\`${inTemplate(before)}\${${spelled}}${inTemplate(after)}\``
}

/** As it stands in a template literal. */
function inTemplate(text: string): string {
  const literal = printLiteral(text)
  const quote = literal.charAt(0)
  return literal.slice(1, -1).replaceAll(`\\${quote}`, quote).replaceAll('`', '\\`')
}

function example(words: string, field: Field): string {
  const literal = printLiteral(words.slice(0, longest(field)))
  return words.length < Number(field.min ?? 0) ? `${literal}.padEnd(${field.min}, '.')` : literal
}

/** Of one character there are too few; of two, 1295 are enough for any test. */
function uniqueText(field: Field): string | undefined {
  if (field.pattern !== undefined) {
    const counting = matching(field)?.counting
    return counting && spellCounting(counting)
  }
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
