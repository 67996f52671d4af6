import { UserError } from '../errors.ts'
import { formatDefault, readDefault } from './field-defaults.ts'
import { createScanner, type Scanner, type Span } from './field-scanner.ts'
import { fieldNames, MAX_NAME } from './names.ts'
import { nearest } from './nearest.ts'

export type FieldTypeName = 'string' | 'text' | 'integer' | 'boolean' | 'timestamp' | 'ref'

/** One field as it was said, checked. */
export interface Field {
  /** The property: `publishedAt`. */
  readonly name: string
  readonly type: FieldTypeName
  /** The longest text, in characters; for `string` only. */
  readonly max?: number
  readonly nullable: boolean
  /** The resource that a reference is to, as it was typed. */
  readonly target?: string
  readonly onDelete?: 'cascade' | 'restrict' | 'setnull'
  /** A timestamp's default is `now` or a time in UTC as ISO text. */
  readonly default?: FieldDefault
}

export type FieldDefault = string | number | boolean

export const MAX_FIELDS = 100
export const DEFAULT_STRING_MAX = 255
/** What does not fit is `text`; an index on longer values would be of no use either. */
export const MAX_STRING_MAX = 10_000
/** As long as a `text` may be: one of them, in ASCII, is half of what a request may hold. */
export const TEXT_MAX = 65_535

/** What the grammar knows of each type. How a type is spelled in code is in `field-types.ts`. */
const types: Readonly<Record<FieldTypeName, { readonly usage: string; readonly max: boolean }>> = {
  string: { usage: 'string(200)', max: true },
  text: { usage: 'text', max: false },
  integer: { usage: 'integer', max: false },
  boolean: { usage: 'boolean', max: false },
  timestamp: { usage: 'timestamp', max: false },
  ref: { usage: 'ref(user)', max: false },
}

const typeNames = Object.keys(types) as FieldTypeName[]

// What people write who come from elsewhere.
const otherWords: Readonly<Record<string, FieldTypeName>> = {
  bool: 'boolean',
  char: 'string',
  date: 'timestamp',
  datetime: 'timestamp',
  int: 'integer',
  longtext: 'text',
  number: 'integer',
  str: 'string',
  time: 'timestamp',
  timestamptz: 'timestamp',
  varchar: 'string',
}

const GRAMMAR =
  'A field is name:type, with ? when it may be null and =value for a default. ' +
  'Types: string(max), text, integer, boolean, timestamp. ' +
  'For instance: title:string(200) body:text? views:integer=0'

const SPACE = /\s+/y
const NAME = /[^\s:=?()"']+/y
const WORD = /[^\s,:=?()[\]"']+/y
const ARGUMENTS = /[^\s()]*/y

/**
 * Reads the field language.
 *
 * @param text `title:string(200) body:text? views:integer=0`
 * @throws UserError whose `where` draws a caret under the character
 */
export function parseFields(text: string): readonly Field[] {
  const scanner = createScanner(text)
  const fields: Field[] = []
  const seen = new Map<string, string>()

  while (true) {
    scanner.match(SPACE)
    if (scanner.done()) return fields
    const start = scanner.position()
    if (fields.length === MAX_FIELDS) {
      const message = `A resource can have ${MAX_FIELDS} fields, and here is one more.`
      throw scanner.error(message, wordAt(scanner), 'Make a second resource for the rest.')
    }
    const field = readField(scanner)
    const key = field.name.toLowerCase()
    const earlier = seen.get(key)
    if (earlier !== undefined) {
      const message =
        earlier === field.name
          ? `The field ${field.name} is there twice.`
          : `The fields ${earlier} and ${field.name} differ only in case.`
      throw scanner.error(
        message,
        { start, end: scanner.position() },
        'Rename one, or leave it out.',
      )
    }
    seen.set(key, field.name)
    fields.push(field)
  }
}

/** The same fields in the one canonical spelling: `title:string(200) views:integer=0`. */
export function formatFields(fields: readonly Field[]): string {
  return fields.map(formatField).join(' ')
}

function formatField(field: Field): string {
  const { name, type, max, nullable } = field
  const args = max === undefined || max === DEFAULT_STRING_MAX ? '' : `(${max})`
  const value = field.default === undefined ? '' : `=${formatDefault(type, field.default)}`
  if (type === 'ref')
    return `${name}:ref(${field.target})${nullable ? '?' : ''}${field.onDelete ? `:${field.onDelete}` : ''}`
  return `${name}:${type}${args}${nullable ? '?' : ''}${value}`
}

function readField(scanner: Scanner): Field {
  const name = readName(scanner)
  const type = readType(scanner, name)
  const target = type === 'ref' ? scanner.match(/\([^)]*\)/y)?.slice(1, -1) : undefined
  const max = readMax(scanner, type)
  const nullable = scanner.take('?')
  const onDelete = scanner.match(/:(cascade|restrict|setnull)/y)?.slice(1) as Field['onDelete']
  const limit = max ?? TEXT_MAX
  const value = scanner.take('=') ? readDefault(scanner, { type, max: limit }) : undefined
  if (!scanner.done() && !/\s/.test(scanner.peek()))
    throw unexpected(scanner, type, nullable, value)
  return {
    name,
    type,
    ...(max !== undefined && { max }),
    nullable,
    ...(target !== undefined && { target }),
    ...(onDelete !== undefined && { onDelete }),
    ...(value !== undefined && { default: value }),
  }
}

function readName(scanner: Scanner): string {
  const start = scanner.position()
  const typed = scanner.match(NAME)
  const span = { start, end: scanner.position() }
  if (typed === undefined) {
    throw scanner.error('Here a field should begin, with its name.', wordAt(scanner), GRAMMAR)
  }
  let name: string
  try {
    name = fieldNames(typed).name
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw scanner.error(error.message, shorten(span), error.help)
  }
  if (!scanner.take(':')) {
    throw scanner.error(
      `The field ${typed} has no type.`,
      span,
      `Write ${typed}:string or ${typed}:integer, for instance. ${GRAMMAR}`,
    )
  }
  return name
}

function readType(scanner: Scanner, name: string): FieldTypeName {
  const start = scanner.position()
  const typed = scanner.match(WORD)
  if (typed === undefined) {
    throw scanner.error(
      `The field ${name} has no type.`,
      { start, end: start + 1 },
      `Types: ${usages()}.`,
    )
  }
  if (Object.hasOwn(types, typed)) return typed as FieldTypeName
  const lower = typed.toLowerCase()
  const meant = Object.hasOwn(otherWords, lower) ? otherWords[lower] : nearest(typed, typeNames)
  throw scanner.error(
    'There is no such type.',
    shorten({ start, end: scanner.position() }),
    `${meant ? `Did you mean ${meant}? ` : ''}Types: ${usages()}.`,
  )
}

function readMax(scanner: Scanner, type: FieldTypeName): number | undefined {
  const fallback = types[type].max ? DEFAULT_STRING_MAX : undefined
  const open = scanner.position()
  if (!scanner.take('(')) return fallback
  const start = scanner.position()
  const typed = scanner.match(ARGUMENTS) ?? ''
  const span = shorten({ start, end: Math.max(start + 1, scanner.position()) })
  if (!scanner.take(')')) {
    throw scanner.error(
      'The bracket is not closed.',
      { start: open, end: open + 1 },
      `For instance: ${types[type].usage}`,
    )
  }
  if (!types[type].max) {
    const help = `Write ${type} alone.${type === 'text' ? ' A text of limited length is a string(200).' : ''}`
    throw scanner.error(`The type ${type} takes nothing in brackets.`, span, help)
  }
  const max = /^[0-9]{1,9}$/.test(typed) ? Number(typed) : Number.NaN
  if (!(max >= 1 && max <= MAX_STRING_MAX)) {
    throw scanner.error(
      `The length of a string is a whole number from 1 to ${MAX_STRING_MAX}.`,
      span,
      `For instance: string(200). What is longer is a text (up to ${TEXT_MAX} characters).`,
    )
  }
  return max
}

function unexpected(
  scanner: Scanner,
  type: FieldTypeName,
  nullable: boolean,
  value: FieldDefault | undefined,
) {
  const next = [
    ...(nullable || value !== undefined ? [] : ['? (may be null)']),
    ...(value === undefined ? ['=value (a default)'] : []),
    'a space and the next field',
  ]
  const start = scanner.position()
  const where = value === undefined ? `after ${type}${nullable ? '?' : ''}` : 'after the default'
  const what = scanner.peek() === '?' && value !== undefined ? ' The ? stands before the =.' : ''
  return scanner.error(
    `This cannot stand ${where}.${what}`,
    { start, end: start + 1 },
    `What can: ${next.join(', ')}.`,
  )
}

function wordAt(scanner: Scanner): Span {
  const start = scanner.position()
  const word = scanner.match(/\S+/y) ?? ''
  return shorten({ start, end: start + Math.max(1, word.length) })
}

function shorten({ start, end }: Span): Span {
  return { start, end: Math.min(end, start + MAX_NAME) }
}

function usages(): string {
  return Object.values(types)
    .map(({ usage }) => usage)
    .join(', ')
}
