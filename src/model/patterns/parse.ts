import {
  type CodePoints,
  complement,
  newlines,
  ofEscape,
  type Range,
  union,
} from './code-points.ts'

/** A part of a pattern, and where it stands. */
export type PatternPart = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'one'; readonly of: CodePoints }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternPart[] }
  | { readonly kind: 'choice'; readonly parts: readonly PatternPart[] }
  | {
      readonly kind: 'repeated'
      readonly part: PatternPart
      readonly min: number
      readonly max: number
    }
)

/** Why a pattern is not taken, and which part of it is to blame. */
export class PatternProblem extends Error {
  readonly start: number
  readonly end: number
  readonly help: string

  constructor(message: string, { start, end }: { start: number; end: number }, help: string) {
    super(message)
    this.start = start
    this.end = end
    this.help = help
  }
}

const IN_SERVICE = 'Check it in the service.'

/**
 * Reads a regular expression that is known to compile with the flag u. What looks around or back is
 * refused: no bound on its time could be told, and other programs cannot read it.
 *
 * @throws PatternProblem
 */
export function parsePattern(source: string): PatternPart {
  let at = 0
  const take = (text: string) => {
    if (!source.startsWith(text, at)) return false
    at += text.length
    return true
  }
  const match = (expression: RegExp) => {
    expression.lastIndex = at
    const found = expression.exec(source)
    if (found) at += found[0].length
    return found
  }

  function choice(depth: number): PatternPart {
    const start = at
    const parts = [sequence(depth)]
    while (take('|')) parts.push(sequence(depth))
    const [first] = parts
    return parts.length === 1 && first ? first : { kind: 'choice', parts, start, end: at }
  }

  function sequence(depth: number): PatternPart {
    const start = at
    const parts: PatternPart[] = []
    // The whole of a text is matched anyway, so these say nothing at its ends.
    if (depth === 0) take('^')
    while (at < source.length && !'|)'.includes(source.charAt(at))) {
      if (depth === 0 && /^\$(?:\||$)/.test(source.slice(at))) {
        at += 1
        break
      }
      parts.push(repeated(depth))
    }
    return { kind: 'sequence', parts, start, end: at }
  }

  function repeated(depth: number): PatternPart {
    const start = at
    const part = single(depth)
    const quantifier = match(/([*+?]|\{(\d+)(,?)(\d*)\})\??/y)
    if (!quantifier) return part
    const [, word = '', least, comma, most] = quantifier
    const end = at
    if (least === undefined) {
      const min = word === '+' ? 1 : 0
      return { kind: 'repeated', part, min, max: word === '?' ? 1 : Infinity, start, end }
    }
    const max = comma === '' ? Number(least) : most === '' ? Infinity : Number(most)
    return { kind: 'repeated', part, min: Number(least), max, start, end }
  }

  function single(depth: number): PatternPart {
    const start = at
    const refuse = (what: string, length: number, help = IN_SERVICE) =>
      new PatternProblem(what, { start, end: start + length }, help)
    if (match(/\(\?<?[=!]/y)) throw refuse('A pattern does not look around.', at - start)
    if (match(/\((?:\?:|\?<(?![=!])[^>]*>)?(?!\?)/y)) {
      const inner = choice(depth + 1)
      take(')')
      return inner.kind === 'sequence' || inner.kind === 'choice'
        ? { ...inner, start, end: at }
        : { kind: 'sequence', parts: [inner], start, end: at }
    }
    if (take('(')) throw refuse('A pattern switches no flags.', 2)
    if (take('^') || take('$')) {
      const help = 'A pattern matches the whole of a text: leave it out.'
      throw refuse('These stand at the ends of a pattern alone.', 1, help)
    }
    if (match(/\\[bB]/y)) throw refuse('A pattern does not look around.', 2)
    if (match(/\\(?:[1-9]\d*|k<[^>]*>)/y)) {
      throw refuse('A pattern does not look back.', at - start)
    }
    return { kind: 'one', of: take('[') ? characterClass() : atom(), start, end: at }
  }

  function atom(): CodePoints {
    if (take('.')) return complement(newlines)
    const point = character()
    return typeof point === 'number' ? [[point, point]] : point
  }

  function characterClass(): CodePoints {
    const isOther = take('^')
    const ranges: Range[] = []
    while (!take(']')) {
      const first = character()
      if (typeof first !== 'number') ranges.push(...first)
      else if (source.charAt(at) === '-' && source.charAt(at + 1) !== ']') {
        at += 1
        const last = character()
        if (typeof last === 'number') ranges.push([first, last])
      } else ranges.push([first, first])
    }
    return isOther ? complement(union(ranges)) : union(ranges)
  }

  /** One character, or the several for which an escape stands. */
  function character(): number | CodePoints {
    const several = match(/\\(?:[dDsSwW]|[pP]\{[^}]*\})/y)
    if (several) return ofEscape(several[0])
    const pair = match(/\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})/iy)
    if (pair) {
      const [high = 0, low = 0] = pair.slice(1).map((digits) => Number.parseInt(digits, 16))
      return 0x10000 + (high - 0xd800) * 0x400 + (low - 0xdc00)
    }
    const code = match(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|u\{([0-9a-f]+)\})/iy)
    if (code) return Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16)
    const control = match(/\\c([A-Za-z])/y)
    if (control) return (control[1] ?? '').charCodeAt(0) % 32
    const escaped = match(/\\([\s\S])/y)
    if (escaped) {
      const letter = escaped[1] ?? ''
      return controls[letter] ?? (letter.codePointAt(0) as number)
    }
    const point = source.codePointAt(at) ?? 0
    at += String.fromCodePoint(point).length
    return point
  }

  return choice(0)
}

const controls: Readonly<Record<string, number>> = { 0: 0, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 }
