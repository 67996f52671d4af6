import { withoutBom } from './lines.ts'

/** One place where both sides changed the same: what a person needs to see to decide. */
export interface ConflictPlace {
  /** Where it begins in the user's file, 1-based. */
  readonly line: number
  readonly yours: readonly string[]
  /** What it was when it was generated. */
  readonly was: readonly string[]
  readonly becomes: readonly string[]
}

/** Whose lines stand below each marker, for those who read the file without knowing. */
const YOURS = 'yours'
const WAS = 'as it was generated'

/** The lines that git writes (and editors know) for a conflict, the base between the two sides. */
export function markerLines({ yours, was, becomes }: Sides, label: string): readonly string[] {
  return [
    `<<<<<<< ${YOURS}`,
    ...yours,
    `||||||| ${WAS}`,
    ...was,
    '=======',
    ...becomes,
    `>>>>>>> ${label}`,
  ]
}

type Sides = Pick<ConflictPlace, 'yours' | 'was' | 'becomes'>

const MARKER = /^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?$/

/**
 * The lines (1-based) that are conflict markers, but for those that stood in the text before: a
 * document may show some, and one of Markdown may underline a heading so.
 */
export function leftMarkers(text: string, before: string): number[] {
  const known = new Map<string, number>()
  for (const line of markersOf(before)) known.set(line.text, (known.get(line.text) ?? 0) + 1)
  const found = markersOf(text)
  const more = (marker: string) =>
    found.filter((line) => line.text === marker).length > (known.get(marker) ?? 0)
  return found.filter((line) => more(line.text)).map((line) => line.number)
}

function markersOf(text: string): { readonly text: string; readonly number: number }[] {
  return withoutBom(text)
    .split('\n')
    .map((line, index) => ({ text: line.replace(/\r$/, ''), number: index + 1 }))
    .filter((line) => MARKER.test(line.text))
}
