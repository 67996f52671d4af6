import type { Scanner } from './field-scanner.ts'
import type { FieldDefault, FieldTypeName } from './fields.ts'

export const INTEGER_MIN = -2_147_483_648
export const INTEGER_MAX = 2_147_483_647

interface Limits {
  readonly type: FieldTypeName
  /** The longest text. */
  readonly max: number
}

const PLAIN = /[^\s"']\S*/y
const QUOTED = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/y
const ISO =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/
const BARE = /^[A-Za-z0-9_][A-Za-z0-9_.,/@+-]*$/

/**
 * Reads what stands after `=`, as a value of the field's type.
 *
 * @throws UserError whose `where` draws a caret under the value
 */
export function readDefault(scanner: Scanner, limits: Limits): FieldDefault {
  const start = scanner.position()
  const quoted = scanner.match(QUOTED)
  const raw = quoted ?? scanner.match(PLAIN)
  const refuse = (message: string, help: string) =>
    scanner.error(message, { start, end: Math.min(scanner.position(), start + 40) }, help)

  if (raw === undefined) {
    if (/["']/.test(scanner.peek()))
      throw refuse('The quote is not closed.', 'End it with the same quote.')
    throw refuse('The default is missing.', `Write ${examples[limits.type]}, or leave out the =.`)
  }
  if (raw === 'null') {
    throw refuse(
      'A default of null needs no =.',
      'Leave it out: a field with ? is null where nothing is said. The word itself is ="null".',
    )
  }
  if (quoted === undefined && raw.endsWith('?')) {
    const end = scanner.position()
    throw scanner.error(
      'The ? stands before the =.',
      { start: end - 1, end },
      `For instance: ${limits.type}?${examples[limits.type].split(' ')[0]}. A text that ends so is in quotes: ="why?"`,
    )
  }
  const text = quoted === undefined ? raw : unquote(raw)
  if (text === undefined) {
    throw refuse(
      'There is an unknown escape in the quotes.',
      'Known: \\\\ \\" \\\' \\n \\r \\t \\u0041.',
    )
  }
  const value = readers[limits.type](text, limits)
  if (typeof value === 'object') throw refuse(value.problem, value.help)
  return value
}

/** A default as the field language spells it; text is quoted where it must be. */
export function formatDefault(type: FieldTypeName, value: FieldDefault): string {
  if (typeof value !== 'string' || type === 'timestamp') return String(value)
  if (BARE.test(value) && value !== 'null') return value
  return JSON.stringify(value)
    .replaceAll(/[\u007f-\u009f\u2028\u2029]/g, escapeUnit)
    .replaceAll('\\b', '\\u0008')
    .replaceAll('\\f', '\\u000c')
}

const examples: Readonly<Record<FieldTypeName, string>> = {
  string: '=draft or ="two words"',
  text: '=draft or ="two words"',
  integer: '=0',
  boolean: '=false',
  ref: '',
  timestamp: '=now or =2026-01-31T09:30:00Z',
}

type Refusal = { readonly problem: string; readonly help: string }
type Reader = (text: string, limits: Limits) => FieldDefault | Refusal

const readers: Readonly<Record<FieldTypeName, Reader>> = {
  string: readText,
  text: readText,
  integer: (text) => {
    const value = /^[+-]?\d{1,15}$/.test(text) ? Number(text) + 0 : Number.NaN
    if (value >= INTEGER_MIN && value <= INTEGER_MAX) return value
    return {
      problem: `The default of an integer is a whole number from ${INTEGER_MIN} to ${INTEGER_MAX}.`,
      help: 'For instance: views:integer=0',
    }
  },
  boolean: (text) => {
    if (text === 'true' || text === 'false') return text === 'true'
    return {
      problem: 'The default of a boolean is true or false.',
      help: 'For instance: live:boolean=false',
    }
  },
  ref: () => ({ problem: 'A reference has no default.', help: 'Leave out the =.' }),
  timestamp: (text) => {
    if (text === 'now') return text
    const time = isoTime(text)
    if (time !== undefined) return new Date(time).toISOString()
    return {
      problem: 'The default of a timestamp is now, or a time with its zone.',
      help: 'For instance: publishedAt:timestamp=now or startsAt:timestamp=2026-01-31T09:30:00Z',
    }
  },
}

function readText(text: string, { max }: Limits): FieldDefault | Refusal {
  const length = [...text].length
  if (length > max) {
    return {
      problem: `The default has ${length} characters, and the field holds ${max}.`,
      help: 'Shorten it, or make the field longer.',
    }
  }
  if (text.includes('\0') || !isWellFormed(text)) {
    return {
      problem: 'The default has a character that no database can keep.',
      help: 'Leave out NUL characters and halves of a surrogate pair.',
    }
  }
  return text
}

// String.prototype.isWellFormed is in every Node that runs this, but not in ES2023's types.
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

function isoTime(text: string): number | undefined {
  const [, year, month, day] = ISO.exec(text) ?? []
  const time = Date.parse(text)
  if (year === undefined || year === '0000' || Number.isNaN(time)) return undefined
  // Date.parse takes 30 February for 2 March.
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.getUTCDate() === Number(day) ? time : undefined
}

const unescapes: Readonly<Record<string, string>> = {
  '\\': '\\',
  '"': '"',
  "'": "'",
  '/': '/',
  n: '\n',
  r: '\r',
  t: '\t',
}

function unquote(raw: string): string | undefined {
  let known = true
  const text = raw
    .slice(1, -1)
    .replaceAll(/\\(?:u([0-9A-Fa-f]{4})|([\s\S]))/g, (_, hex, character) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
      if (!Object.hasOwn(unescapes, character)) known = false
      return unescapes[character] ?? ''
    })
  return known ? text : undefined
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
