/** Code points from the first to the last, both included. */
export type Range = readonly [first: number, last: number]

/** In order, without overlaps. */
export type CodePoints = readonly Range[]

const LAST = 0x10ffff

export const newlines: CodePoints = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
]

export function union(ranges: readonly Range[]): CodePoints {
  const sorted = ranges.toSorted(([a], [b]) => a - b)
  const joined: Range[] = []
  for (const [first, last] of sorted) {
    const before = joined.at(-1)
    if (before && first <= before[1] + 1) {
      joined[joined.length - 1] = [before[0], Math.max(before[1], last)]
    } else joined.push([first, last])
  }
  return joined
}

export function complement(codePoints: CodePoints): CodePoints {
  const others: Range[] = []
  let next = 0
  for (const [first, last] of codePoints) {
    if (first > next) others.push([next, first - 1])
    next = last + 1
  }
  return next <= LAST ? [...others, [next, LAST]] : others
}

export function has(codePoints: CodePoints, point: number): boolean {
  return codePoints.some(([first, last]) => first <= point && point <= last)
}

const known = new Map<string, CodePoints>()

/** What an escape such as `\d` or `\p{L}` stands for: the engine itself is asked. */
export function ofEscape(source: string): CodePoints {
  const found = known.get(source) ?? ask(new RegExp(source, 'u'))
  known.set(source, found)
  return found
}

function ask(expression: RegExp): CodePoints {
  const ranges: [number, number][] = []
  for (let point = 0; point <= LAST; point++) {
    if (!expression.test(String.fromCodePoint(point))) continue
    const before = ranges.at(-1)
    if (before?.[1] === point - 1) before[1] = point
    else ranges.push([point, point])
  }
  return ranges
}
