import { type Field, longest } from '../field.ts'
import { type Automaton, buildAutomaton } from './automaton.ts'
import { type Counting, countingOf, examplesOf, longestExample, READABLE } from './examples.ts'
import { checkLinear } from './linear.ts'
import { type PatternPart, parsePattern } from './parse.ts'
import { postgresPattern } from './postgres.ts'

interface Understood {
  readonly part: PatternPart
  readonly automaton: Automaton
}

const known = new Map<string, Understood>()

/** @throws PatternProblem for a pattern that is not understood, or could take too long */
export function understand(source: string): Understood {
  const before = known.get(source)
  if (before) return before
  const part = parsePattern(source)
  const automaton = buildAutomaton(part)
  checkLinear(automaton)
  known.set(source, { part, automaton })
  return { part, automaton }
}

/** A regular expression that matches the whole of a text: `^[a-z]+$` */
export function anchored(source: string): string {
  const { part } = understand(source)
  if (part.kind === 'choice') return `^(?:${source})$`
  const isEnded = /(?<!\\)(?:\\\\)*\$$/.test(source)
  return `${source.startsWith('^') ? '' : '^'}${source}${isEnded ? '' : '$'}`
}

/** Whether it takes neither NUL nor half of a surrogate pair, which no database keeps. */
export function isStorable(source: string): boolean {
  const { positions } = understand(source).automaton
  return !positions.some(({ of }) =>
    of.some(([first, last]) => first === 0 || (first <= 0xdfff && last >= 0xd800)),
  )
}

/** The same for PostgreSQL, where it can be said there. */
export function inPostgres(source: string): string | undefined {
  return postgresPattern(understand(source).part)
}

/** What is shown and tried of a field with a pattern. */
export interface PatternExamples {
  readonly examples: readonly [string, string]
  readonly longest: string
  /** A text of an allowed length that the pattern does not match, if there is one. */
  readonly other: string | undefined
  readonly counting: Counting | undefined
}

/** More of them than a test makes. */
const MAX_MADE = 1_295

const found = new WeakMap<Field, PatternExamples | undefined>()

/** Undefined where no two texts are as long as the field wants them. */
export function patternExamples(field: Field): PatternExamples | undefined {
  if (!found.has(field)) found.set(field, findExamples(field))
  return found.get(field)
}

function findExamples(field: Field): PatternExamples | undefined {
  const { pattern = '' } = field
  const { automaton } = understand(pattern)
  const lengths = { min: Number(field.min ?? 0), max: longest(field) }
  const counting = field.unique ? countingOf(automaton, lengths) : undefined
  const made = new Set<string>()
  for (let count = 1; counting && count <= MAX_MADE; count++) made.add(counting.made(count))
  const examples: string[] = []
  let tried = 0
  for (const text of examplesOf(automaton, lengths)) {
    tried += 1
    // An empty text is a poor example of anything.
    if (text !== '' && !made.has(text)) examples.push(text)
    if (examples.length === 2 || tried > 10 * MAX_MADE) break
  }
  const [one, other] = examples
  if (one === undefined || other === undefined) return undefined
  return {
    examples: [one, other],
    longest: longestExample(automaton, lengths) ?? one,
    other: mismatch(pattern, one, lengths),
    counting,
  }
}

function mismatch(pattern: string, right: string, { min, max }: { min: number; max: number }) {
  const whole = new RegExp(anchored(pattern), 'u')
  const length = Math.max(1, min)
  return [' ', '!', 'A', 'a', '0', '-', '\n']
    .flatMap((character) => [right + character, character.repeat(Math.min(length, READABLE))])
    .find((text) => [...text].length >= min && [...text].length <= max && !whole.test(text))
}
