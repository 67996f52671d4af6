import type { Field, FieldDefault, Scalar } from './field.ts'
import type { Scanner } from './field-scanner.ts'
import { modifierNames } from './field-syntax.ts'
import { isRefusal, type Refusal, readValue } from './field-values.ts'

type Shape = Pick<Field, 'type' | 'list' | 'max' | 'precision' | 'scale' | 'values'>

const PLAIN = /[^\s"']\S*/y
const QUOTED = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/y
/** A list or an object, with spaces in its texts only. */
const JSON_TEXT = /[[{](?:[^"\s]|"(?:[^"\\]|\\.)*")*[\]}]/y
const BARE = /^[A-Za-z0-9_][A-Za-z0-9_.,/@+-]*$/

/**
 * Reads what stands after `=`, as a value of the field's type.
 *
 * @throws UserError whose `where` draws a caret under the value
 */
export function readDefault(scanner: Scanner, shape: Shape): FieldDefault {
  const start = scanner.position()
  const takesJson = shape.list === true || shape.type === 'json'
  const quoted = scanner.match(QUOTED)
  const raw = quoted ?? (takesJson ? scanner.match(JSON_TEXT) : undefined) ?? scanner.match(PLAIN)
  const refuse = (message: string, help: string) =>
    scanner.error(message, { start, end: Math.min(scanner.position(), start + 40) }, help)

  if (raw === undefined) {
    if (/["']/.test(scanner.peek()))
      throw refuse('The quote is not closed.', 'End it with the same quote.')
    throw refuse('The default is missing.', `Write ${exampleOf(shape)}, or leave out the =.`)
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
      `For instance: ${shape.type}?${exampleOf(shape).split(' ')[0]}. A text that ends so is in quotes: ="why?"`,
    )
  }
  const text = quoted === undefined ? raw : unquote(raw)
  if (text === undefined) {
    throw refuse(
      'There is an unknown escape in the quotes.',
      'Known: \\\\ \\" \\\' \\n \\r \\t \\u0041.',
    )
  }
  const value = shape.list ? readList(text, shape) : readValue(text, shape)
  if (isRefusal(value)) {
    const behind = modifierNames.find((name) => quoted === undefined && raw.includes(`:${name}`))
    if (behind === undefined) throw refuse(value.problem, value.help)
    const at = start + raw.indexOf(`:${behind}`)
    const help = 'For instance: views:integer:min(0)=0'
    throw scanner.error('Modifiers stand before the =.', { start: at, end: at + 1 }, help)
  }
  return value
}

function readList(text: string, shape: Shape): readonly Scalar[] | Refusal {
  const help = 'For instance: tags:string[]=[] or tags:string[]=["new","sale"]'
  let items: unknown
  try {
    items = JSON.parse(text)
  } catch {
    items = undefined
  }
  if (!Array.isArray(items)) return { problem: 'The default of a list is a list in JSON.', help }
  const values: Scalar[] = []
  for (const item of items) {
    if (!['string', 'number', 'boolean'].includes(typeof item)) {
      return { problem: 'An item of the list is no text, number, true or false.', help }
    }
    const value = readValue(String(item), shape)
    if (isRefusal(value)) return value
    if (value === 'now' || value === 'today') {
      if (shape.type === 'timestamp' || shape.type === 'date')
        return { problem: `A list cannot hold ${value}.`, help: 'Write the day or the time.' }
    }
    values.push(value)
  }
  return values
}

/** A default as the field language spells it; text is quoted where it must be. */
export function formatDefault(
  { type, list }: Pick<Field, 'type' | 'list'>,
  value: FieldDefault,
): string {
  if (list) return escapeUnseen(JSON.stringify(value))
  if (type === 'json') return escapeUnseen(String(value))
  if (typeof value !== 'string' || type === 'timestamp') return String(value)
  if (BARE.test(value) && value !== 'null') return value
  return quote(value)
}

/** A text in the quotes of the field language. */
export function quote(text: string): string {
  return escapeUnseen(JSON.stringify(text))
}

function escapeUnseen(json: string): string {
  return json
    .replaceAll(/[\u007f-\u009f\u2028\u2029]/g, escapeUnit)
    .replaceAll(/(?<!\\)((?:\\\\)*)\\b/g, '$1\\u0008')
    .replaceAll(/(?<!\\)((?:\\\\)*)\\f/g, '$1\\u000c')
}

const examples: Partial<Record<Field['type'], string>> = {
  string: '=draft or ="two words"',
  text: '=draft or ="two words"',
  integer: '=0',
  bigint: '=0',
  decimal: '=0',
  float: '=0.5',
  boolean: '=false',
  uuid: '=0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  date: '=today or =2026-01-31',
  timestamp: '=now or =2026-01-31T09:30:00Z',
  json: '={} or =[]',
  email: '=someone@example.com',
  url: '=https://example.com/',
}

function exampleOf({ type, list, values }: Shape): string {
  if (list) return '=[]'
  return type === 'enum' ? `=${values?.[0]}` : (examples[type] ?? '=value')
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

/** The text between quotes; undefined for an escape that nobody knows. */
export function unquote(raw: string): string | undefined {
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
