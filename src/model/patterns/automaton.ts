import type { CodePoints } from './code-points.ts'
import { type PatternPart, PatternProblem } from './parse.ts'

/** Which positions come next, and in how many ways each of them is reached. */
export type Ways = ReadonlyMap<number, number>

/** A character of the pattern, as many times as it may be repeated. */
export interface Position {
  readonly of: CodePoints
  /** The innermost repeated part that it belongs to, or itself. */
  readonly span: { readonly start: number; readonly end: number }
}

/**
 * The pattern as a network of its characters. Reading a text is a walk through it, one position for
 * each character, so a matcher that tries one way after the other takes as long as there are walks.
 */
export interface Automaton {
  readonly positions: readonly Position[]
  readonly first: Ways
  readonly next: readonly Ways[]
  readonly last: Ways
  /** In how many ways the empty text matches. */
  readonly empty: number
}

interface Piece {
  readonly first: Ways
  readonly last: Ways
  readonly empty: number
}

const MAX_POSITIONS = 1_000
const MANY = 1e6

const nothing: Piece = { first: new Map(), last: new Map(), empty: 1 }

/** @throws PatternProblem for one that is too large */
export function buildAutomaton(pattern: PatternPart): Automaton {
  const positions: Position[] = []
  const next: Map<number, number>[] = []

  function connect(from: Ways, to: Ways): void {
    for (const [position, ways] of from) {
      const targets = next[position] as Map<number, number>
      for (const [target, more] of to) add(targets, target, ways * more)
    }
  }

  function follow(one: Piece, other: Piece): Piece {
    connect(one.last, other.first)
    return {
      first: sum(one.first, times(other.first, one.empty)),
      last: sum(other.last, times(one.last, other.empty)),
      empty: Math.min(MANY, one.empty * other.empty),
    }
  }

  function build(part: PatternPart, inner: Position['span'] | undefined): Piece {
    switch (part.kind) {
      case 'one': {
        if (positions.length >= MAX_POSITIONS) {
          throw new PatternProblem(
            'The pattern repeats too much.',
            inner ?? part,
            `It has at most ${MAX_POSITIONS} characters with its repetitions: say the length with max.`,
          )
        }
        const here = new Map([[positions.length, 1]])
        positions.push({ of: part.of, span: inner ?? part })
        next.push(new Map())
        return { first: here, last: here, empty: 0 }
      }
      case 'sequence':
        return part.parts.reduce((before, it) => follow(before, build(it, inner)), nothing)
      case 'choice':
        return part.parts
          .map((it) => build(it, inner))
          .reduce((one, other) => ({
            first: sum(one.first, other.first),
            last: sum(one.last, other.last),
            empty: one.empty + other.empty,
          }))
      case 'repeated':
        return repeat(part)
    }
  }

  function repeat(part: PatternPart & { kind: 'repeated' }): Piece {
    const once = () => build(part.part, part)
    let start = nothing
    const { min, max } = part
    if (min > MAX_POSITIONS || (max !== Infinity && max > MAX_POSITIONS)) {
      const help = 'Say the length with max.'
      throw new PatternProblem('The pattern repeats too much.', part, help)
    }
    if (max === Infinity) {
      const rest = once()
      connect(rest.last, rest.first)
      // What is there at least once and is never empty needs no second copy.
      if (min === 1 && rest.empty === 0) return rest
      const any = { ...rest, empty: 1 + rest.empty }
      for (let count = 0; count < min; count++) start = follow(start, once())
      return follow(start, any)
    }
    let end = nothing
    for (let count = min; count < max; count++) {
      const inner = follow(once(), end)
      end = { ...inner, empty: 1 + inner.empty }
    }
    for (let count = 0; count < min; count++) start = follow(start, once())
    return follow(start, end)
  }

  const { first, last, empty } = build(pattern, undefined)
  return { positions, first, next, last, empty }
}

function add(ways: Map<number, number>, position: number, more: number): void {
  ways.set(position, Math.min(MANY, (ways.get(position) ?? 0) + more))
}

function sum(one: Ways, other: Ways): Ways {
  if (other.size === 0) return one
  const all = new Map(one)
  for (const [position, ways] of other) add(all, position, ways)
  return all
}

function times(ways: Ways, factor: number): Ways {
  if (factor === 1) return ways
  if (factor === 0) return new Map()
  return new Map([...ways].map(([position, count]) => [position, Math.min(MANY, count * factor)]))
}
