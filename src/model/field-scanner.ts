import { UserError } from '../errors.ts'
import { width } from '../width.ts'

/** Reads a field list from left to right, and knows where it is. */
export interface Scanner {
  readonly position: () => number
  readonly done: () => boolean
  /** The character that comes next; empty at the end. */
  readonly peek: () => string
  /** Takes the character when it comes next. */
  readonly take: (character: string) => boolean
  /** Takes what the sticky expression matches here, or nothing. */
  readonly match: (expression: RegExp) => string | undefined
  /** An error whose drawing points at the characters from `start` to `end`. */
  readonly error: (message: string, span: Span, help?: string) => UserError
}

export interface Span {
  readonly start: number
  readonly end: number
}

export function createScanner(text: string): Scanner {
  let at = 0
  return {
    position: () => at,
    done: () => at >= text.length,
    peek: () => text.charAt(at),
    take: (character) => {
      if (!text.startsWith(character, at)) return false
      at += character.length
      return true
    },
    match: (expression) => {
      expression.lastIndex = at
      const found = expression.exec(text)?.[0]
      if (found !== undefined) at += found.length
      return found
    },
    error: (message, span, help) =>
      new UserError(message, { where: drawSpan(text, span), ...(help && { help }) }),
  }
}

const BEFORE = 60
const AFTER = 20

/** The text around a span, and a line of carets under it. */
export function drawSpan(text: string, { start, end }: Span): string {
  const from = Math.max(0, start - BEFORE)
  const to = Math.min(text.length, Math.max(end, start + 1) + AFTER, start + 100)
  const lead = from > 0 ? '...' : ''
  const before = lead + printable(text.slice(from, start))
  const rest = printable(text.slice(start, to)) + (to < text.length ? '...' : '')
  const carets = '^'.repeat(Math.max(1, width(printable(text.slice(start, Math.min(end, to))))))
  return `${before}${rest}\n${' '.repeat(width(before))}${carets}`
}

// One visible character for each, so that the carets stand where they should.
function printable(text: string): string {
  return [...text]
    .map((character) => (/^[\p{L}\p{N}\p{P}\p{S} ]$/u.test(character) ? character : '·'))
    .join('')
}
