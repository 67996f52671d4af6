import type { Automaton, Ways } from './automaton.ts'
import type { CodePoints } from './code-points.ts'
import { PatternProblem } from './parse.ts'

// JavaScript tries one way after the other. Where what has been read can have been read in so many
// ways that their number grows with the text, somebody can send a text that takes for ever. So all
// texts are read here at once, with the number of ways in which each can be read: as long as there
// are few of them, whatever the text, the time is proportional to its length. That is right for
// every pattern, and no list of bad examples.

const MAX_WAYS = 16
/** How many next characters may be tried, over all ways. */
const MAX_TRIES = 500
const MAX_STATES = 3_000
const MAX_WORK = 3_000_000
/** Characters that are good to show, where they are as good as any. */
const FRIENDLY = '!0a'

interface State {
  readonly ways: Ways
  readonly text: string
}

/** @throws PatternProblem for a pattern that can take more time than a text is long */
export function checkLinear(automaton: Automaton): void {
  const { kinds, kindOf } = kindsOf(automaton)
  const seen = new Set<string>()
  const waiting: State[] = []
  let work = 0

  /** What comes after a state, before it is known which character is there. */
  const proceed = ({ text }: State, targets: Map<number, number>, tries: number) => {
    if (tries > MAX_TRIES) throw tooManyWays(automaton, targets, text)
    for (const { character, members } of kinds) {
      const ways = new Map([...targets].filter(([it]) => members[kindOf[it] as number]))
      work += targets.size
      if (ways.size === 0) continue
      const read = text + character
      if (total(ways) > MAX_WAYS) throw tooManyWays(automaton, ways, read)
      const key = [...ways]
        .sort(([a], [b]) => a - b)
        .map((it) => it.join(':'))
        .join()
      if (seen.has(key)) continue
      seen.add(key)
      waiting.push({ ways, text: read })
      if (seen.size > MAX_STATES || work > MAX_WORK) {
        throw new PatternProblem(
          'The pattern is too intricate to tell how long it takes.',
          spanOf(automaton, ways),
          'Make it simpler, and check the rest in the service.',
        )
      }
    }
  }

  const first = new Map(automaton.first)
  proceed({ ways: new Map(), text: '' }, first, total(first) + automaton.empty)
  for (let state = waiting.shift(); state; state = waiting.shift()) {
    const targets = new Map<number, number>()
    let tries = 0
    for (const [position, count] of state.ways) {
      tries += count * (automaton.last.get(position) ?? 0)
      for (const [target, more] of automaton.next[position] as Ways) {
        targets.set(target, (targets.get(target) ?? 0) + count * more)
      }
    }
    proceed(state, targets, tries + total(targets))
  }
}

function total(ways: Ways): number {
  let sum = 0
  for (const count of ways.values()) sum += count
  return sum
}

function spanOf({ positions }: Automaton, ways: Ways) {
  const spans = [...ways.keys()].map((it) => (positions[it] as (typeof positions)[number]).span)
  return {
    start: Math.min(...spans.map(({ start }) => start)),
    end: Math.max(...spans.map(({ end }) => end)),
  }
}

function tooManyWays(automaton: Automaton, ways: Ways, text: string): PatternProblem {
  const shown = JSON.stringify(text.length > 24 ? `${text.slice(0, 24)}...` : text)
  return new PatternProblem(
    `This can read a text such as ${shown} in too many ways, and tries them all.`,
    spanOf(automaton, ways),
    'Let what follows a repetition begin with another character: [a-z]+(-[a-z]+)* takes no longer than its text, ([a-z]+-?)+ does. Or check it in the service.',
  )
}

/** Characters that no position tells apart are one kind; one of each is enough. */
function kindsOf({ positions }: Automaton) {
  const keys = positions.map(({ of }) => of.join(';'))
  const distinct = [...new Set(keys)]
  const indexes = new Map(distinct.map((key, index) => [key, index]))
  const kindOf = keys.map((key) => indexes.get(key) as number)
  const sets = distinct.map((key) => (positions[keys.indexOf(key)] as { of: CodePoints }).of)
  const bounds = new Set([
    ...sets.flat().flatMap(([first, last]) => [first, last + 1]),
    ...Array.from(FRIENDLY, (character) => character.charCodeAt(0)),
  ])
  const kinds = new Map<string, { character: string; members: readonly boolean[] }>()
  const cursors = sets.map(() => 0)
  for (const point of [...bounds].sort((a, b) => a - b)) {
    if (point > 0x10ffff) continue
    const members = sets.map((set, index) => {
      let cursor = cursors[index] as number
      while (cursor < set.length && (set[cursor] as readonly [number, number])[1] < point) cursor++
      cursors[index] = cursor
      return cursor < set.length && (set[cursor] as readonly [number, number])[0] <= point
    })
    const key = members.map(Number).join('')
    const character = String.fromCodePoint(point)
    if (!kinds.has(key) || FRIENDLY.includes(character)) kinds.set(key, { character, members })
  }
  return { kinds: [...kinds.values()], kindOf }
}
