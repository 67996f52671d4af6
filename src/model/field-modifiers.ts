import { isRoleName } from './access.ts'
import { type Field, MAX_MAX_ITEMS, type Scalar } from './field.ts'
import { type Argument, readBrackets, wholeNumber } from './field-arguments.ts'
import { quote, unquote } from './field-defaults.ts'
import type { Scanner, Span } from './field-scanner.ts'
import {
  type ModifierName,
  modifierNames,
  modifiersOf,
  modifierUsages,
  otherModifierWords,
} from './field-syntax.ts'
import { isRefusal, readValue } from './field-values.ts'
import { MAX_NAME } from './names.ts'
import { nearest } from './nearest.ts'
import { PatternProblem } from './patterns/parse.ts'
import { understand } from './patterns/pattern.ts'

/** What the modifiers of a field say, and where each stands. */
export interface Modifiers {
  readonly said: Partial<Field>
  readonly spans: ReadonlyMap<ModifierName, Span>
}

type Typed = Pick<Field, 'type' | 'list' | 'max' | 'precision' | 'scale'>

const WORD = /[^\s,:=?()[\]"']+/y
const QUOTED = /"(?:[^"\\]|\\[\s\S])*"/y
const MAX_PATTERN = 200

/** Reads every `:modifier(args)` that comes next. */
export function readModifiers(scanner: Scanner, typed: Typed): Modifiers {
  const said: { -readonly [K in keyof Field]?: Field[K] } = {}
  const spans = new Map<ModifierName, Span>()
  const allowed = modifiersOf(typed.type, typed.list === true)
  while (scanner.take(':')) {
    const start = scanner.position()
    const name = readName(scanner, typed, allowed)
    const span = { start, end: scanner.position() }
    if (spans.has(name)) {
      throw scanner.error(`The modifier ${name} is there twice.`, span, 'Leave one of them out.')
    }
    spans.set(name, span)
    Object.assign(said, readSaid(scanner, name, typed))
  }
  return { said, spans }
}

/** The modifiers of a field in their one order. */
export function formatModifiers(field: Field): string {
  const bound = (word: string, value: number | string | undefined) =>
    value === undefined ? [] : [`${word}(${value})`]
  // The length of a string stands behind its type.
  const max = field.type === 'string' ? undefined : field.max
  const words = [
    ...(field.unique ? ['unique'] : []),
    ...(field.index ? ['index'] : []),
    ...bound('min', field.list ? field.minItems : field.min),
    ...bound('max', field.list ? field.maxItems : max),
    ...(field.pattern === undefined ? [] : [`pattern(${formatPattern(field.pattern)})`]),
    ...(field.writeonly ? ['writeonly'] : []),
    ...(field.readonly ? ['readonly'] : []),
    ...bound('read', field.readRole),
    ...bound('write', field.writeRole),
    ...(field.onDelete ? [field.onDelete] : []),
  ]
  return words.map((word) => `:${word}`).join('')
}

function readName(scanner: Scanner, typed: Typed, allowed: readonly ModifierName[]): ModifierName {
  const start = scanner.position()
  const word = scanner.match(WORD)
  const end = Math.max(start + 1, Math.min(scanner.position(), start + MAX_NAME))
  const what = typed.list ? `${typed.type}[]` : typed.type
  const possible =
    allowed.length === 0
      ? `${what} takes no modifier.`
      : `Modifiers of ${what}: ${allowed.map((name) => modifierUsages[name]).join(', ')}.`
  if (word === undefined) {
    throw scanner.error('Here a modifier should be.', { start, end }, possible)
  }
  const known = modifierNames.find((name) => name === word)
  if (known === undefined) {
    const lower = word.toLowerCase()
    const meant = Object.hasOwn(otherModifierWords, lower)
      ? otherModifierWords[lower]
      : nearest(word, modifierNames)
    const suggestion = meant ? `Did you mean ${meant}? ` : ''
    throw scanner.error('There is no such modifier.', { start, end }, suggestion + possible)
  }
  if (allowed.includes(known)) return known
  throw scanner.error(
    `The modifier ${known} is not for ${what}.`,
    { start, end },
    `${reasons[`${known} ${typed.type}`] ?? ''}${possible}`,
  )
}

const reasons: Readonly<Record<string, string>> = {
  'max string': 'The longest length stands behind the type: string(100). ',
  'unique text': 'A text is too long for an index; a string(600) is not. ',
  'index text': 'A text is too long for an index; a string(600) is not. ',
  'index ref': 'A ref has its index already. ',
  'read ref': 'The list below what a ref leads to tells it to whoever may see the resource. ',
  'read many': 'Whom its lists are for, the two resources say. ',
  'write many': 'Who may change its links, the two resources say. ',
}

function readSaid(scanner: Scanner, name: ModifierName, typed: Typed): Partial<Field> {
  const open = scanner.position()
  switch (name) {
    case 'min':
    case 'max': {
      const inside = readBrackets(scanner, modifierUsages[name])
      if (!inside) throw needsBrackets(scanner, name, open)
      return readBound(scanner, name, inside, typed)
    }
    case 'read':
    case 'write': {
      const inside = readBrackets(scanner, modifierUsages[name])
      if (!inside) throw needsBrackets(scanner, name, open)
      const role = readRole(scanner, name, inside)
      return name === 'read' ? { readRole: role } : { writeRole: role }
    }
    case 'pattern':
      return { pattern: readPattern(scanner, open) }
    default: {
      const inside = readBrackets(scanner, name)
      if (inside) {
        throw scanner.error(
          `The modifier ${name} takes nothing in brackets.`,
          inside.span,
          `Write ${name} alone.`,
        )
      }
      if (name === 'cascade' || name === 'restrict' || name === 'setnull') return { onDelete: name }
      return { [name]: true }
    }
  }
}

function needsBrackets(scanner: Scanner, name: ModifierName, open: number) {
  const span = { start: open - name.length, end: open }
  return scanner.error(
    `The modifier ${name} says something in brackets.`,
    span,
    `For instance: ${modifierUsages[name]}`,
  )
}

function readRole(scanner: Scanner, name: 'read' | 'write', { text, span }: Argument): string {
  const role = text.trim()
  if (isRoleName(role)) return role
  throw scanner.error(
    'This cannot be the name of a role.',
    span,
    `It has 1 to 64 letters and digits, with - _ : between them: ${modifierUsages[name]}`,
  )
}

function readBound(
  scanner: Scanner,
  name: 'min' | 'max',
  { text, span }: Argument,
  typed: Typed,
): Partial<Field> {
  if (typed.list) {
    const items = wholeNumber(text)
    if (items >= (name === 'min' ? 0 : 1) && items <= MAX_MAX_ITEMS) {
      return name === 'min' ? { minItems: items } : { maxItems: items }
    }
    throw scanner.error(
      `The ${name} of a list is its number of items, a whole number up to ${MAX_MAX_ITEMS}.`,
      span,
      `For instance: ${typed.type}[]:${name}(10)`,
    )
  }
  if (isText(typed)) {
    const length = wholeNumber(text)
    if (length >= (name === 'min' ? 0 : 1)) return { [name]: length }
    throw scanner.error(
      `The ${name} of a text is its length, a whole number.`,
      span,
      `For instance: ${typed.type}:${name}(${name === 'min' ? 1 : 100})`,
    )
  }
  const value: Scalar | { problem: string; help: string } = readValue(text, typed)
  if (isRefusal(value)) throw scanner.error(value.problem, span, value.help)
  return { [name]: value }
}

export function isText({ type }: Pick<Field, 'type'>): boolean {
  return type === 'string' || type === 'text' || type === 'email' || type === 'url'
}

function readPattern(scanner: Scanner, open: number): string {
  if (!scanner.take('(')) throw needsBrackets(scanner, 'pattern', open)
  const start = scanner.position()
  const quoted = scanner.match(QUOTED)
  const isQuoted = quoted !== undefined && scanner.peek() === ')'
  const source = isQuoted ? unquote(quoted) : (quoted ?? '') + (readBalanced(scanner) ?? '')
  const span = { start, end: Math.max(start + 1, Math.min(scanner.position(), start + MAX_NAME)) }
  if (source === undefined) {
    throw scanner.error(
      'There is an unknown escape in the quotes.',
      span,
      'Without quotes a pattern is taken as it stands.',
    )
  }
  if (!scanner.take(')')) {
    const help = 'A bracket that is meant itself is \\( or \\). For instance: pattern(^[a-z]+$)'
    throw scanner.error('The bracket is not closed.', { start: open, end: open + 1 }, help)
  }
  if (source === '')
    throw scanner.error('The pattern is empty.', span, 'For instance: pattern(^[a-z]+$)')
  if (source.length > MAX_PATTERN) {
    throw scanner.error(
      `A pattern has at most ${MAX_PATTERN} characters.`,
      span,
      'Check the rest in the service.',
    )
  }
  if (!compiles(source)) {
    throw scanner.error(
      'The pattern is no regular expression of JavaScript.',
      span,
      'For instance: pattern(^[a-z]+$)',
    )
  }
  try {
    understand(source)
  } catch (error) {
    if (!(error instanceof PatternProblem)) throw error
    const place = (index: number) => start + (isQuoted ? rawIndex(quoted, index) : index)
    const at = { start: place(error.start), end: place(error.end) }
    throw scanner.error(error.message, at, error.help)
  }
  return source
}

/** Where a character of a quoted text stands between its quotes. */
function rawIndex(quoted: string, index: number): number {
  const units = quoted.slice(1, -1).match(/\\u[0-9A-Fa-f]{4}|\\[\s\S]|[\s\S]/g) ?? []
  return 1 + units.slice(0, index).join('').length
}

function compiles(source: string): boolean {
  try {
    new RegExp(`^(?:${source})$`, 'u')
    return true
  } catch {
    return false
  }
}

/** A pattern's brackets are its own, but for those that are escaped or in a class. */
const BALANCED_PART = /(?:\\[^\n\r]|\[(?:\\[^\n\r]|[^\]\\\n\r])*\]|[^()\\[\n\r])+/y

function readBalanced(scanner: Scanner): string | undefined {
  let text = ''
  for (let depth = 0; ; ) {
    text += scanner.match(BALANCED_PART) ?? ''
    if (scanner.take('(')) {
      text += '('
      depth += 1
    } else if (depth > 0 && scanner.take(')')) {
      text += ')'
      depth -= 1
    } else return text
  }
}

function formatPattern(source: string): string {
  const isPlain = /^[\x20-\x7e]*$/.test(source) && !source.startsWith('"') && balances(source)
  return isPlain ? source : quote(source)
}

function balances(source: string): boolean {
  const bare = source.replaceAll(/\\.|\[(?:\\.|[^\]\\])*\]/g, '')
  let depth = 0
  for (const character of bare) {
    if (character === '[' || character === '\\') return false
    if (character === '(') depth += 1
    if (character === ')') depth -= 1
    if (depth < 0) return false
  }
  return depth === 0
}
