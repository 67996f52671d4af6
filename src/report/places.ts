import type { ConflictPlace } from '../merge/conflict.ts'
import { plainLine } from './plain.ts'

/** Enough to recognize a place by; the file itself has the rest. */
const PLACES = 5
const LINES = 10
const WIDTH = 140

/** The places of a conflict for people: the lines of each side, and whose they are. */
export function describePlaces(places: readonly ConflictPlace[]): string[] {
  const more = places.length - PLACES
  return [
    ...places.slice(0, PLACES).flatMap(describePlace),
    ...(more > 0 ? [`  and ${more} more ${more === 1 ? 'place' : 'places'}`] : []),
  ]
}

function describePlace({ line, yours, was, becomes }: ConflictPlace): string[] {
  const last = line + yours.length - 1
  const numbers = last > line ? `lines ${line}-${last}` : `line ${line}`
  return [
    ...side(`yours, ${numbers}`, yours),
    ...side('what it was', was),
    ...side('what it would become', becomes),
  ]
}

function side(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [`  ${title}: nothing`]
  const more = lines.length - LINES
  return [
    `  ${title}:`,
    ...lines.slice(0, LINES).map((line) => `    | ${short(plainLine(line))}`.trimEnd()),
    ...(more > 0 ? [`    … ${more} more ${more === 1 ? 'line' : 'lines'}`] : []),
  ]
}

function short(line: string): string {
  return line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line
}

const JSON_LINES = 100

/** The same for programs: no side is longer than a hundred lines, and one that was says so. */
export function placesToJson(places: readonly ConflictPlace[]) {
  return places.map(({ line, ...sides }) => {
    const cut = Object.values(sides).some((lines) => lines.length > JSON_LINES)
    const [yours, was, becomes] = [sides.yours, sides.was, sides.becomes].map((lines) =>
      lines.slice(0, JSON_LINES),
    )
    return { line, yours, was, becomes, ...(cut && { cut }) }
  })
}
