import { UserError } from '../errors.ts'
import type { Field } from './field.ts'
import type { Scanner, Span } from './field-scanner.ts'
import { typeOf } from './field-types/table.ts'
import { formatFields, scanFields } from './fields.ts'
import { printLiteral } from './literal.ts'
import { shown } from './shown.ts'
import { splitWords } from './words.ts'

// Fields of what programs hand to one another, and no table has: of a third party, of a job. They are as
// on the wire: a time is a text.

const FIELDS = /[^{}]*/y

/**
 * Reads fields in braces, as somebody else names them: `{id:string(50) created_at:timestamp?}`.
 *
 * @param what they are, for the message: `sent`
 * @throws UserError whose `where` draws a caret under the place
 */
export function readFields(scanner: Scanner, what: string, help: string) {
  const open = scanner.position()
  if (!scanner.take('{')) {
    const span = { start: open, end: open + 1 }
    throw scanner.error(`Here { and the fields that are ${what} should stand.`, span, help)
  }
  const from = scanner.position()
  const body = scanner.match(FIELDS) ?? ''
  if (!scanner.take('}')) {
    throw scanner.error('This { is not closed.', { start: open, end: open + 1 }, help)
  }
  // In the place where it stands, so that an error points into the whole.
  const scanned = scanFields(`${' '.repeat(from)}${body}`, asItIs)
  for (const { field, span } of scanned) refuseStored(scanner, field, span)
  return { fields: scanned.map(({ field }) => field), spans: scanned.map(({ span }) => span) }
}

/** The third party has named it, and may call it id or created_at. */
function asItIs(typed: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(typed) && typed !== '__proto__') return typed
  throw new UserError(`A field cannot be named "${shown(typed)}".`, {
    help: 'It has letters, digits and _, and is written as the third party writes it.',
  })
}

/** `amount`, or in quotes where it is no name: the key of an object. */
export function propertyOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : printLiteral(name)
}

/** `wire.nullable(wire.text(200))` */
export function schemaOf(field: Field): string {
  const schema = typeOf(field).schema(field)
  return field.nullable ? `wire.nullable(${schema})` : schema
}

/** A value of it, as a literal. */
export function exampleOf(field: Field): string {
  return typeOf(field).examples(field, splitWords(field.name).join(' '))[0]
}

/** `readonly string[] | null` */
export function typescriptOf(field: Field): string {
  const item = itemType(field)
  const type = field.list ? `readonly ${item.includes(' | ') ? `(${item})` : item}[]` : item
  return field.nullable ? `${type} | null` : type
}

function itemType({ type, values = [] }: Field): string {
  switch (type) {
    case 'integer':
    case 'float':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'json':
      return 'Readonly<Record<string, unknown>>'
    case 'enum':
      return values.map(printLiteral).join(' | ')
    default:
      return 'string'
  }
}

/**
 * What is said of a table or of who calls us means nothing where nothing is stored.
 *
 * @throws UserError that points at the field
 */
export function refuseStored(scanner: Scanner, field: Field, span: Span): void {
  const { name, type } = field
  if (type === 'ref' || type === 'many') {
    throw scanner.error(`${name} refers to a resource of this project.`, span, `Say ${name}:uuid.`)
  }
  const said = (
    ['unique', 'index', 'writeonly', 'readonly', 'readRole', 'writeRole', 'default'] as const
  ).find((key) => field[key] !== undefined)
  if (said !== undefined) {
    const word = said === 'default' ? 'a default (=)' : `:${said.replace('Role', '')}`
    const help = `Only its type, its bounds and ? count here: ${formatFields([bare(field)])}`
    throw scanner.error(`${name} has ${word}, which means nothing here.`, span, help)
  }
}

function bare(field: Field): Field {
  const {
    unique: _u,
    index: _i,
    writeonly: _w,
    readonly: _r,
    readRole: _rr,
    writeRole: _wr,
    default: _d,
    ...rest
  } = field
  return rest
}

/** A text in quotes, or a key without them. */
const TOKEN = /(['"])((?:\\.|(?!\1)[^\\])*)\1|([A-Za-z_$][\w$]*)(?=:)/g

/** The same value as JSON, for what is no program. */
export function exampleJson({ list, ...field }: Field): string {
  const [, literal = '', length = '0'] =
    /^(.*?)(?:\.padEnd\((\d+), '\.'\))?$/s.exec(exampleOf(field)) ?? []
  // A literal differs from JSON in its quotes, in an escape or two, and in bare keys.
  const text = literal.replaceAll(TOKEN, (_, _quote, inner: string | undefined, key: string) =>
    inner === undefined ? JSON.stringify(key) : `"${inner.replaceAll(/\\(.)|"/g, jsonEscape)}"`,
  )
  const value: unknown = JSON.parse(text)
  const whole = typeof value === 'string' ? value.padEnd(Number(length), '.') : value
  const several = Array.from({ length: Math.max(1, field.minItems ?? 0) }, () => whole)
  return JSON.stringify(list ? several : whole)
}

function jsonEscape(token: string, character: string | undefined): string {
  if (character === undefined) return '\\"'
  if (character === "'") return "'"
  return character === 'v' ? '\\u000b' : token
}
