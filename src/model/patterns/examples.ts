import type { Automaton, Ways } from './automaton.ts'
import { type CodePoints, has } from './code-points.ts'

interface Lengths {
  readonly min: number
  readonly max: number
}

/** How far a shortest example is looked for. */
const MAX_LENGTH = 1_000
/** The longest that is still good to read. */
export const READABLE = 40

/** Different texts that the pattern matches, the shortest first; none holds what cannot be stored. */
export function* examplesOf(automaton: Automaton, { min, max }: Lengths): Generator<string> {
  const choices = automaton.positions.map(({ of }) => charactersOf(of))
  const end = Math.min(max, Math.max(min + automaton.positions.length, READABLE), MAX_LENGTH)
  const layers = layersOf(automaton, choices, end)
  if (min === 0 && automaton.empty > 0) yield ''
  for (let length = Math.max(1, min); length <= end; length++) {
    yield* ofLength(automaton, choices, layers, length)
  }
}

/** The longest texts that the pattern matches, of those that are good to read. */
export function longestExample(automaton: Automaton, { min, max }: Lengths): string | undefined {
  const choices = automaton.positions.map(({ of }) => charactersOf(of))
  const end = Math.min(max, READABLE)
  const layers = layersOf(automaton, choices, end)
  for (let length = end; length >= Math.max(1, min); length--) {
    const [text] = ofLength(automaton, choices, layers, length)
    if (text !== undefined) return text
  }
  return undefined
}

/** Which positions are there after that many characters; the first layer is for one. */
function layersOf(automaton: Automaton, choices: readonly string[][], end: number) {
  const layers: ReadonlySet<number>[] = []
  const usable = (ways: Ways) => [...ways.keys()].filter((it) => choices[it]?.length)
  for (let length = 1; length <= end; length++) {
    const before = layers.at(-1)
    const here = before
      ? [...before].flatMap((it) => usable(automaton.next[it] as Ways))
      : usable(automaton.first)
    layers.push(new Set(here))
  }
  return layers
}

function* ofLength(
  automaton: Automaton,
  choices: readonly string[][],
  layers: readonly ReadonlySet<number>[],
  length: number,
): Generator<string> {
  // From the end: from where it can still be reached.
  const alive: Set<number>[] = []
  for (let layer = length - 1; layer >= 0; layer--) {
    const after = alive[layer + 1]
    const here = [...(layers[layer] as ReadonlySet<number>)].filter((it) =>
      after
        ? [...(automaton.next[it] as Ways).keys()].some((target) => after.has(target))
        : automaton.last.has(it),
    )
    alive[layer] = new Set(here)
  }
  const found = new Set<string>()
  function* walk(text: string, layer: number, ways: Ways): Generator<string> {
    for (const position of ways.keys()) {
      if (!alive[layer]?.has(position)) continue
      for (const character of choices[position] as string[]) {
        const longer = text + character
        if (layer < length - 1) yield* walk(longer, layer + 1, automaton.next[position] as Ways)
        else if (!found.has(longer)) {
          found.add(longer)
          yield longer
        }
      }
    }
  }
  yield* walk('', 0, automaton.first)
}

const preferred = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ9876543210']
const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))
const ENOUGH = 3

/** A few characters of a set: letters rather than digits, and those rather than anything else. */
function charactersOf(codePoints: CodePoints): string[] {
  const chosen: string[] = []
  for (const character of [...preferred, ...printable.toReversed()]) {
    if (chosen.length === ENOUGH) return chosen
    if (has(codePoints, character.charCodeAt(0)) && !chosen.includes(character)) {
      chosen.push(character)
    }
  }
  for (const [first, last] of codePoints) {
    for (let point = first; point <= last && chosen.length < ENOUGH; point++) {
      const character = String.fromCodePoint(point)
      if (/[\0\p{Cs}]/u.test(character)) {
        if (point >= 0xd800) point = Math.min(last, 0xdfff)
        continue
      }
      if (!chosen.includes(character)) chosen.push(character)
    }
  }
  return chosen
}

/** Digits of a counter, of which so many are enough for any test. */
interface Counter {
  readonly digits: string
  readonly width: number
  readonly spelled: string
  readonly spell: (made: number) => string
}

const counters: readonly Counter[] = [
  {
    digits: '0123456789abcdefghijklmnopqrstuvwxyz',
    width: 3,
    spelled: "made.toString(36).padStart(3, '0')",
    spell: (made) => made.toString(36).padStart(3, '0'),
  },
  {
    digits: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    width: 3,
    spelled: "made.toString(36).toUpperCase().padStart(3, '0')",
    spell: (made) => made.toString(36).toUpperCase().padStart(3, '0'),
  },
  {
    digits: '0123456789',
    width: 4,
    spelled: "made.toString().padStart(4, '0')",
    spell: (made) => made.toString().padStart(4, '0'),
  },
]

/** Texts that the pattern matches, with a counter in them. */
export interface Counting {
  readonly before: string
  readonly spelled: string
  readonly after: string
  readonly made: (made: number) => string
}

/** Finds as many places in a row that take any digit of a counter as it has. */
export function countingOf(automaton: Automaton, { min, max }: Lengths): Counting | undefined {
  const choices = automaton.positions.map(({ of }) => charactersOf(of))
  for (const { digits, width, spelled, spell } of counters) {
    // No path without a loop is longer; within one, the places are taken over and over.
    const end = Math.min(max, min + automaton.positions.length + width, MAX_LENGTH)
    const isFree = automaton.positions.map(({ of }) =>
      [...digits].every((digit) => has(of, digit.charCodeAt(0))),
    )
    const path = pathWithRun(automaton, choices, isFree, { width, min, end })
    if (!path) continue
    const [before = '', after = ''] = [path.slice(0, path.start), path.slice(path.start + width)]
    return { before, spelled, after, made: (made) => before + spell(made) + after }
  }
  return undefined
}

interface Step {
  readonly position: number
  /** How many of the free places have been passed; the last number stays. */
  readonly run: number
  readonly before: Step | undefined
}

function pathWithRun(
  automaton: Automaton,
  choices: readonly string[][],
  isFree: readonly boolean[],
  { width, min, end }: { width: number; min: number; end: number },
) {
  let steps = new Map<string, Step>()
  for (let length = 1; length <= end; length++) {
    const reached = new Map<string, Step>()
    const visit = (position: number, run: number, before: Step | undefined) => {
      const key = `${position}:${run}`
      if (choices[position]?.length && !reached.has(key))
        reached.set(key, { position, run, before })
    }
    const leave = (ways: Ways, before: Step | undefined) => {
      const run = before?.run ?? 0
      for (const position of ways.keys()) {
        if (run === 0 || run === width) visit(position, run, before)
        if (run < width && isFree[position]) visit(position, run + 1, before)
      }
    }
    if (length === 1) leave(automaton.first, undefined)
    for (const step of steps.values()) leave(automaton.next[step.position] as Ways, step)
    steps = reached
    if (length < min) continue
    const done = [...steps.values()].find(
      ({ position, run }) => run === width && automaton.last.has(position),
    )
    if (done) return spelledPath(done, choices, width)
  }
  return undefined
}

function spelledPath(last: Step, choices: readonly string[][], width: number) {
  const path: Step[] = []
  for (let step: Step | undefined = last; step; step = step.before) path.unshift(step)
  const characters = path.map(({ position }) => choices[position]?.[0] ?? '')
  const start = path.findIndex(({ run }) => run === width) - width + 1
  return {
    start,
    slice: (from: number, to?: number) => characters.slice(from, to).join(''),
  }
}
