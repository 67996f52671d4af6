import { UserError } from '../errors.ts'
import {
  DEFAULT_STRING_MAX,
  type Field,
  type FieldTypeName,
  fieldTypeNames,
  MAX_FIELDS,
} from './field.ts'
import { readArguments } from './field-arguments.ts'
import { formatDefault, readDefault } from './field-defaults.ts'
import { formatModifiers, readModifiers } from './field-modifiers.ts'
import { checkRules } from './field-rules.ts'
import { createScanner, type Scanner, type Span } from './field-scanner.ts'
import { otherTypeWords, typeSyntax } from './field-syntax.ts'
import { fieldNames, MAX_NAME } from './names.ts'
import { nearest } from './nearest.ts'

export * from './field.ts'

/** A field, and where it stands in the text. */
export interface ScannedField {
  readonly field: Field
  readonly span: Span
  readonly nameSpan: Span
  /** The type with its brackets. */
  readonly typeSpan: Span
}

const GRAMMAR =
  'A field is name:type, with [] for a list, ? when it may be null, :modifier for more and =value for a default. ' +
  `Types: ${usages()}. ` +
  'For instance: title:string(200) body:text? slug:string(80):unique views:integer=0'

const SPACE = /\s+/y
const NAME = /[^\s:=?()"']+/y
const WORD = /[^\s,:=?()[\]"']+/y

/**
 * Reads the field language.
 *
 * @param text `title:string(200) body:text? views:integer=0`
 * @throws UserError whose `where` draws a caret under the character
 */
export function parseFields(text: string): readonly Field[] {
  return scanFields(text).map(({ field }) => field)
}

/**
 * As `parseFields`, for who must point at a field later.
 *
 * @param nameOf what a field is called in code, after what was typed
 */
export function scanFields(
  text: string,
  nameOf: (typed: string) => string = (typed) => fieldNames(typed).name,
): readonly ScannedField[] {
  const scanner = createScanner(text)
  const fields: ScannedField[] = []
  const seen = new Map<string, string>()

  while (true) {
    scanner.match(SPACE)
    if (scanner.done()) return fields
    if (fields.length === MAX_FIELDS) {
      const message = `A resource can have ${MAX_FIELDS} fields, and here is one more.`
      throw scanner.error(message, wordAt(scanner), 'Make a second resource for the rest.')
    }
    const scanned = readField(scanner, nameOf)
    const { name } = scanned.field
    for (const key of keysOf(scanned.field)) {
      const earlier = seen.get(key)
      if (earlier !== undefined) {
        throw scanner.error(collision(earlier, name), scanned.span, 'Rename one, or leave it out.')
      }
    }
    for (const key of keysOf(scanned.field)) seen.set(key, name)
    fields.push(scanned)
  }
}

/** What no other field may be called. A reference takes the name of its column too: `authorId`. */
export function keysOf({ name, type }: Pick<Field, 'name' | 'type'>): string[] {
  const key = name.toLowerCase()
  return type === 'ref' ? [key, `${key}id`] : [key]
}

function collision(earlier: string, name: string): string {
  if (earlier === name) return `The field ${name} is there twice.`
  return earlier.toLowerCase() === name.toLowerCase()
    ? `The fields ${earlier} and ${name} differ only in case.`
    : `The fields ${earlier} and ${name} need one and the same column.`
}

/** The same fields in the one canonical spelling: `title:string(200) views:integer=0`. */
export function formatFields(fields: readonly Field[]): string {
  return fields.map(formatField).join(' ')
}

function formatField(field: Field): string {
  const { name, type, list, nullable } = field
  const value = field.default === undefined ? '' : `=${formatDefault(field, field.default)}`
  const shape = `${type}${formatArguments(field)}${list ? '[]' : ''}${nullable ? '?' : ''}`
  return `${name}:${shape}${formatModifiers(field)}${value}`
}

function formatArguments({ type, max, precision, scale, values, target }: Field): string {
  switch (typeSyntax[type].brackets) {
    case 'none':
      return ''
    case 'length':
      return max === DEFAULT_STRING_MAX ? '' : `(${max})`
    case 'digits':
      return `(${precision},${scale})`
    case 'values':
      return `(${values?.join(',')})`
    case 'resource':
      return `(${target})`
  }
}

function readField(scanner: Scanner, nameOf: (typed: string) => string): ScannedField {
  const start = scanner.position()
  const { name, span: nameSpan } = readName(scanner, nameOf)
  const typeStart = scanner.position()
  const type = readType(scanner, name)
  const args = readArguments(scanner, type)
  const typeSpan = { start: typeStart, end: scanner.position() }
  const list = readList(scanner, type, typeSpan)
  const nullable = scanner.take('?')
  const typed = { type, ...args, ...(list && { list }) }
  const { said, spans } = readModifiers(scanner, typed)
  const defaultStart = scanner.position() + 1
  const value = scanner.take('=') ? readDefault(scanner, { ...typed, ...said }) : undefined
  const defaultSpan =
    value === undefined ? undefined : shorten({ start: defaultStart, end: scanner.position() })
  const field: Field = {
    name,
    ...typed,
    nullable,
    ...said,
    ...(value !== undefined && { default: value }),
  }
  if (!scanner.done() && !/\s/.test(scanner.peek())) throw unexpected(scanner, field)
  checkRules(field, { scanner, spans, typeSpan: shorten(typeSpan), defaultSpan })
  return { field, span: { start, end: scanner.position() }, nameSpan, typeSpan }
}

function readName(
  scanner: Scanner,
  nameOf: (typed: string) => string,
): { name: string; span: Span } {
  const start = scanner.position()
  const typed = scanner.match(NAME)
  const span = { start, end: scanner.position() }
  if (typed === undefined) {
    throw scanner.error('Here a field should begin, with its name.', wordAt(scanner), GRAMMAR)
  }
  let name: string
  try {
    name = nameOf(typed)
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
  return { name, span }
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
  if (Object.hasOwn(typeSyntax, typed)) return typed as FieldTypeName
  const lower = typed.toLowerCase()
  const meant = Object.hasOwn(otherTypeWords, lower)
    ? otherTypeWords[lower]
    : nearest(typed, fieldTypeNames)
  throw scanner.error(
    'There is no such type.',
    shorten({ start, end: scanner.position() }),
    `${meant ? `Did you mean ${meant}? ` : ''}Types: ${usages()}.`,
  )
}

function readList(scanner: Scanner, type: FieldTypeName, span: Span): true | undefined {
  const start = scanner.position()
  if (!scanner.take('[')) return undefined
  if (!scanner.take(']')) {
    const help = `A list is ${type}[]. How many items it has, its modifiers say: ${type}[]:max(10)`
    throw scanner.error('The bracket is not closed.', { start, end: start + 1 }, help)
  }
  if (typeSyntax[type].canBeList) return true
  const help: Partial<Record<FieldTypeName, string>> = {
    text: 'Use string(10000)[], or json.',
    json: 'A json can hold lists.',
    ref: 'Several of another resource are many(topic).',
    many: 'A many is several already.',
  }
  throw scanner.error(
    `There is no list of ${type}.`,
    { start: span.start, end: start + 2 },
    help[type],
  )
}

function unexpected(scanner: Scanner, field: Field) {
  const { type, list, nullable } = field
  const hasModifiers = formatModifiers(field) !== ''
  const value = field.default
  const isPlain = !hasModifiers && value === undefined
  const next = [
    ...(isPlain && !nullable && !list && typeSyntax[type].canBeList ? ['[] (a list)'] : []),
    ...(isPlain && !nullable ? ['? (may be null)'] : []),
    ...(value === undefined ? [':modifier', '=value (a default)'] : []),
    'a space and the next field',
  ]
  const start = scanner.position()
  const shape = `${type}${list ? '[]' : ''}${nullable ? '?' : ''}`
  const after = value !== undefined ? 'the default' : hasModifiers ? 'the modifiers' : shape
  const what =
    scanner.peek() === '?' && value !== undefined
      ? ' The ? stands before the =.'
      : scanner.peek() === '?' && hasModifiers
        ? ' The ? stands before the modifiers.'
        : scanner.peek() === '['
          ? ' The [] stands right behind the type.'
          : scanner.peek() === ':' && value !== undefined
            ? ' Modifiers stand before the =.'
            : ''
  return scanner.error(
    `This cannot stand after ${after}.${what}`,
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
  return Object.values(typeSyntax)
    .map(({ usage }) => usage)
    .join(', ')
}
