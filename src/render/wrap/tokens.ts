/** A word, an operator, a literal, or brackets with what is between them. */
export type Node = Token | Brackets

export interface Token {
  readonly kind: 'token'
  readonly text: string
  readonly spaced: boolean
}

export interface Brackets {
  readonly kind: 'brackets'
  readonly open: '(' | '[' | '{' | '<'
  readonly close: string
  /** A space stands before it. */
  readonly spaced: boolean
  /** `{ a }` rather than `{a}`. */
  readonly padded: boolean
  readonly separator: ',' | ';'
  readonly items: readonly Node[][]
  /** What was already on lines of its own, relative to the indent of the closing bracket. */
  readonly lines?: readonly string[]
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' }

const PATTERN =
  /\s+|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\/\/.*|\/\*[\s\S]*?\*\/|=>|\.\.\.|\?\.|\?\?=?|&&=?|\|\|=?|[=!]==?|[<>]=|[+\-*/%]=|\+\+|--|[\p{L}\p{N}_$#@]+|[\s\S]/uy

interface Raw {
  readonly text: string
  readonly start: number
  readonly end: number
}

/**
 * The tokens of a piece of code, one after another; ends with `undefined` at something that this
 * does not understand, as a comment or a template literal of several lines.
 */
function* tokens(code: string): Generator<Raw | undefined, void> {
  let last = '('
  for (let at = 0; at < code.length; ) {
    const end =
      code[at] === '`' ? templateEnd(code, at) : (regexEnd(code, at, last) ?? match(code, at))
    const text = code.slice(at, end)
    const isUnknown = /^\/[/*]/.test(text) || (text.startsWith('`') && text.includes('\n'))
    yield isUnknown ? undefined : { text, start: at, end }
    if (isUnknown) return
    if (text.trim() !== '') last = text
    at = end
  }
}

function match(code: string, at: number): number {
  PATTERN.lastIndex = at
  return at + (PATTERN.exec(code)?.[0].length ?? 1)
}

function templateEnd(code: string, start: number): number {
  for (let at = start + 1, depth = 0; at < code.length; at++) {
    if (code[at] === '\\') at++
    else if (code[at] === '$' && code[at + 1] === '{') depth++
    else if (code[at] === '}' && depth > 0) depth--
    else if (code[at] === '`' && depth === 0) return at + 1
  }
  return code.length
}

function regexEnd(code: string, at: number, last: string): number | undefined {
  if (code[at] !== '/' || code[at + 1] === '/' || code[at + 1] === '*') return undefined
  if (!/^(?:[(,=:[!&|?{;]|=>|&&|\|\||\?\?|return)$/.test(last)) return undefined
  const found = /^\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/.exec(code.slice(at))
  return found ? at + found[0].length : undefined
}

/**
 * How many lines the code takes until every bracket that was opened is closed; `undefined` where
 * that cannot be told.
 */
export function statementLength(code: string): number | undefined {
  let open = 0
  let count = 1
  for (const token of tokens(code)) {
    if (!token) return undefined
    const breaks = token.text.trim() === '' ? token.text.split('\n').length - 1 : 0
    if (breaks > 0 && open === 0) return count
    count += breaks
    if (/^[([{]$/.test(token.text)) open++
    if (/^[)\]}]$/.test(token.text)) open--
    if (open < 0) return undefined
  }
  return open === 0 ? count : undefined
}

/** The tree of a piece of code whose brackets are balanced. */
export function parse(code: string): Node[] | undefined {
  const raw: Raw[] = []
  for (const token of tokens(code)) {
    if (!token) return undefined
    raw.push(token)
  }
  const reader = { raw, code, at: 0 }
  const items = readItems(reader, '')
  if (items?.items.length !== 1) return undefined
  return items.items[0]
}

interface Reader {
  readonly raw: readonly Raw[]
  readonly code: string
  at: number
}

interface Items {
  readonly items: Node[][]
  readonly separator: ',' | ';'
}

function readItems(reader: Reader, close: string): Items | undefined {
  const items: Node[][] = []
  let item: Node[] = []
  let separator: ',' | ';' = ','
  let spaced = false
  for (; reader.at < reader.raw.length; reader.at++) {
    const { text } = reader.raw[reader.at] as Raw
    if (close !== '' && text === close) {
      if (item.length > 0) items.push(item)
      return { items, separator }
    }
    if (/^\s+$/.test(text)) {
      if (text.includes('\n')) return undefined
      spaced = true
      continue
    }
    if (close !== '' && (text === ',' || text === ';')) {
      separator = text
      items.push(item)
      item = []
    } else if (opensBrackets(reader, spaced)) {
      const brackets = readBrackets(reader, spaced)
      if (!brackets) return undefined
      item.push(brackets)
    } else if (/^[)\]}]$/.test(text)) {
      return undefined
    } else {
      item.push({ kind: 'token', text, spaced })
    }
    spaced = false
  }
  if (close !== '') return undefined
  return { items: [item], separator }
}

function opensBrackets({ raw, at }: Reader, spaced: boolean): boolean {
  const text = raw[at]?.text
  if (text === '(' || text === '[' || text === '{') return true
  // `a < b` is spelled with spaces, `Map<string, T>` without.
  return text === '<' && !spaced && /^[\p{L}_$]/u.test(raw[at - 1]?.text ?? '')
}

function readBrackets(reader: Reader, spaced: boolean): Brackets | undefined {
  const open = (reader.raw[reader.at] as Raw).text as Brackets['open']
  const close = closing[open] as string
  const next = reader.raw[++reader.at]
  const padded = next !== undefined && /^ +$/.test(next.text)
  const common = { kind: 'brackets', open, close, spaced, padded } as const
  if (next && /^\s*\n/.test(next.text)) {
    const lines = readLines(reader)
    return lines && { ...common, separator: ',', items: [], lines }
  }
  const items = readItems(reader, close)
  return items && { ...common, ...items }
}

/** The lines up to the closing bracket, which stands first on its own line. */
function readLines(reader: Reader): string[] | undefined {
  const start = (reader.raw[reader.at] as Raw).start
  for (let depth = 0; reader.at < reader.raw.length; reader.at++) {
    const { text, start: end } = reader.raw[reader.at] as Raw
    if (/^[([{]$/.test(text)) depth++
    if (!/^[)\]}]$/.test(text)) continue
    if (depth-- > 0) continue
    const lines = reader.code.slice(start, end).split('\n').slice(1)
    const base = lines.pop() ?? ''
    if (base.trim() !== '') return undefined
    return lines.map((line) => (line.startsWith(base) ? line.slice(base.length) : line))
  }
  return undefined
}
