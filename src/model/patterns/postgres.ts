import type { CodePoints } from './code-points.ts'
import { complement } from './code-points.ts'
import type { PatternPart } from './parse.ts'

/** The largest number that PostgreSQL takes in braces. */
const MAX_REPEAT = 255
const MAX_LENGTH = 1_000

/**
 * The pattern as PostgreSQL reads it; undefined where it might mean something else there. It is
 * written anew from what was understood, so only signs remain that mean the same in both: printable
 * ASCII, brackets, groups, `|` and numbers of repetitions. `\d` is `[0-9]`, which PostgreSQL's own is
 * not in every locale, and a dot or anything that depends on Unicode is left to the program.
 */
export function postgresPattern(pattern: PatternPart): string | undefined {
  const body = print(pattern)
  return body === undefined || body.length > MAX_LENGTH ? undefined : `^${body}$`
}

function print(part: PatternPart): string | undefined {
  switch (part.kind) {
    case 'one':
      return printClass(part.of)
    case 'sequence':
      return all(part.parts, '')
    case 'choice': {
      const inner = all(part.parts, '|')
      return inner === undefined ? undefined : `(?:${inner})`
    }
    case 'repeated': {
      const { min, max } = part
      const inner = print(part.part)
      if (inner === undefined || min > MAX_REPEAT || (max !== Infinity && max > MAX_REPEAT)) {
        return undefined
      }
      const atom = part.part.kind === 'one' || part.part.kind === 'choice' ? inner : `(?:${inner})`
      return atom + printCount(min, max)
    }
  }
}

function all(parts: readonly PatternPart[], separator: string): string | undefined {
  const printed = parts.map(print)
  return printed.includes(undefined) ? undefined : printed.join(separator)
}

function printCount(min: number, max: number): string {
  if (max === Infinity) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`
  if (min === 0 && max === 1) return '?'
  return min === max ? `{${min}}` : `{${min},${max}}`
}

function printClass(codePoints: CodePoints): string | undefined {
  if (isAscii(codePoints)) {
    const [range] = codePoints
    if (codePoints.length === 1 && range && range[0] === range[1]) return printOne(range[0])
    return `[${printRanges(codePoints)}]`
  }
  const others = complement(codePoints)
  return isAscii(others) ? `[^${printRanges(others)}]` : undefined
}

function isAscii(codePoints: CodePoints): boolean {
  return codePoints.length > 0 && codePoints.every(([first, last]) => first >= 32 && last <= 126)
}

function printOne(point: number, meaning = /[\\^$.|?*+()[\]{}]/): string {
  const character = String.fromCharCode(point)
  return meaning.test(character) ? `\\${character}` : character
}

function printRanges(codePoints: CodePoints): string {
  const print = (point: number) => printOne(point, /[\\^[\]-]/)
  return codePoints
    .map(([first, last]) => {
      if (first === last) return print(first)
      return `${print(first)}${last === first + 1 ? '' : '-'}${print(last)}`
    })
    .join('')
}
