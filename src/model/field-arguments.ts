import {
  DEFAULT_STRING_MAX,
  type Field,
  type FieldTypeName,
  MAX_ENUM_VALUES,
  MAX_PRECISION,
  MAX_STRING_MAX,
  TEXT_MAX,
} from './field.ts'
import type { Scanner, Span } from './field-scanner.ts'
import { typeSyntax } from './field-syntax.ts'
import { MAX_NAME } from './names.ts'
import { kebabCase, splitWords } from './words.ts'

type Arguments = Pick<Field, 'max' | 'precision' | 'scale' | 'values' | 'target'>

/** One of the words between brackets, and where it stands. */
export interface Argument {
  readonly text: string
  readonly span: Span
}

const INSIDE = /[^()]*/y

/** What stands between brackets; undefined where no bracket opens. */
export function readBrackets(scanner: Scanner, example: string): Argument | undefined {
  const open = scanner.position()
  if (!scanner.take('(')) return undefined
  const start = scanner.position()
  const text = scanner.match(INSIDE) ?? ''
  const span = { start, end: Math.max(start + 1, Math.min(scanner.position(), start + MAX_NAME)) }
  if (!scanner.take(')')) {
    const at = { start: open, end: open + 1 }
    throw scanner.error('The bracket is not closed.', at, `For instance: ${example}`)
  }
  return { text, span }
}

/** What stands in the brackets behind a type. */
export function readArguments(scanner: Scanner, type: FieldTypeName): Arguments {
  const { brackets, usage } = typeSyntax[type]
  const open = scanner.position()
  const inside = readBrackets(scanner, usage)
  const missing = (what: string) =>
    scanner.error(what, { start: open - type.length, end: open }, `For instance: ${usage}`)
  switch (brackets) {
    case 'none': {
      if (!inside) return {}
      const help = `Write ${type} alone.${type === 'text' ? ' A text of limited length is a string(200).' : ''}`
      throw scanner.error(`The type ${type} takes nothing in brackets.`, inside.span, help)
    }
    case 'length':
      return { max: inside ? readLength(scanner, inside) : DEFAULT_STRING_MAX }
    case 'digits':
      if (!inside) throw missing('A decimal says how many digits it has.')
      return readDigits(scanner, inside)
    case 'values':
      if (!inside) throw missing('An enum says which values it has.')
      return { values: readValues(scanner, inside) }
    case 'resource':
      if (!inside) throw missing(`A ${type} says which resource it means.`)
      return { target: readTarget(scanner, inside, type) }
  }
}

function readLength(scanner: Scanner, { text, span }: Argument): number {
  const max = wholeNumber(text)
  if (max >= 1 && max <= MAX_STRING_MAX) return max
  throw scanner.error(
    `The length of a string is a whole number from 1 to ${MAX_STRING_MAX}.`,
    span,
    `For instance: string(200). What is longer is a text (up to ${TEXT_MAX} characters).`,
  )
}

function readDigits(scanner: Scanner, inside: Argument) {
  const parts = splitAtCommas(inside)
  const [precision = Number.NaN, scale = 0] = parts.map(({ text }) => wholeNumber(text))
  const help = 'For instance: decimal(10,2), which is ten digits, two of them behind the point.'
  const at = (index: number) => parts[index]?.span ?? inside.span
  if (parts.length > 2) throw scanner.error('A decimal takes two numbers.', at(2), help)
  if (!(precision >= 1 && precision <= MAX_PRECISION)) {
    throw scanner.error(`A decimal has from 1 to ${MAX_PRECISION} digits.`, at(0), help)
  }
  if (!(scale >= 0)) {
    throw scanner.error('The digits behind the point are a whole number.', at(1), help)
  }
  if (scale > precision) {
    const message = `Of ${precision} digits, ${scale} cannot stand behind the point.`
    throw scanner.error(message, at(1), help)
  }
  return { precision, scale }
}

function readValues(scanner: Scanner, inside: Argument): readonly string[] {
  const help = 'For instance: enum(draft,published), in letters, digits, - and _.'
  const parts = splitAtCommas(inside)
  const seen = new Map<string, string>()
  for (const [index, { text, span }] of parts.entries()) {
    const refuse = (message: string) => scanner.error(message, span, help)
    if (index === MAX_ENUM_VALUES) throw refuse(`An enum has at most ${MAX_ENUM_VALUES} values.`)
    if (text === '') throw refuse('A value is missing here.')
    if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(text))
      throw refuse('A value begins with a letter, and has letters, digits, - and _.')
    if (text.length > MAX_NAME) throw refuse(`A value has at most ${MAX_NAME} characters.`)
    const key = text.toLowerCase().replaceAll('-', '_')
    if (['true', 'false', 'null'].includes(key))
      throw refuse(`A value cannot be ${text}, which is another value everywhere else.`)
    const earlier = seen.get(key)
    if (earlier === text) throw refuse(`The value ${text} is there twice.`)
    if (earlier) throw refuse(`The values ${earlier} and ${text} differ only in spelling.`)
    seen.set(key, text)
  }
  return [...seen.values()]
}

function readTarget(scanner: Scanner, { text, span }: Argument, type: FieldTypeName): string {
  const typed = text.trim()
  const help = `For instance: ${typeSyntax[type].usage}`
  if (!/^[A-Za-z][A-Za-z0-9 _-]*$/.test(typed)) {
    throw scanner.error(`A ${type} names a resource, in letters and digits.`, span, help)
  }
  const name = kebabCase(splitWords(typed))
  if (name.length <= MAX_NAME) return name
  throw scanner.error(`A resource's name has at most ${MAX_NAME} characters.`, span, help)
}

function splitAtCommas({ text, span }: Argument): Argument[] {
  let at = span.start
  return text.split(',').map((part) => {
    const start = at + (part.length - part.trimStart().length)
    at += part.length + 1
    const trimmed = part.trim()
    const end = start + Math.max(1, Math.min(trimmed.length, MAX_NAME))
    return { text: trimmed, span: { start, end } }
  })
}

/** `NaN` for what is none of up to nine digits. */
export function wholeNumber(text: string): number {
  return /^[0-9]{1,9}$/.test(text) ? Number(text) : Number.NaN
}
