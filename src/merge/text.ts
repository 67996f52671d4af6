import { type ConflictPlace, markerLines } from './conflict.ts'
import { type Chunk, changedSpans, diff3, type Span } from './diff3.ts'
import { joinLines, type Lines, splitLines } from './lines.ts'
import { mergeSets } from './registry.ts'

export interface Texts {
  readonly base: string
  readonly user: string
  readonly target: string
}

export interface TextConflict {
  readonly clean: false
  /** The user's lines (1-based) in the places that conflict. */
  readonly lines: readonly number[]
  readonly places: readonly ConflictPlace[]
  /** The merge with both sides of each place, between markers. */
  readonly marked: string
}

export type TextMerge =
  | {
      readonly clean: true
      readonly content: string
      /** For each line of the result, the line of the user's file (1-based) it is at or after. */
      readonly origins: readonly number[]
    }
  | TextConflict

export interface TextOptions {
  /** Whether the text is only a list of lines. */
  readonly registry?: boolean | undefined
  /** What changes the file, as it stands at the marker of its side. */
  readonly label?: string | undefined
  /** Whose lines stand where both sides changed the same; without it, that is a conflict. */
  readonly prefer?: 'target'
}

type ConflictChunk = Extract<Chunk, { kind: 'conflict' }>

/**
 * Merges by lines. The user's line ends, byte order mark and way of ending the file are kept.
 * The lines of a registry are a set, in whatever order the user has put them.
 */
export function mergeText(
  texts: Texts,
  { registry = false, label = 'this change', prefer }: TextOptions = {},
): TextMerge {
  const base = splitLines(texts.base)
  const user = splitLines(texts.user)
  const target = splitLines(texts.target)
  const settled = registry ? settledLines(base, user, target) : NOTHING_SETTLED
  const lines: { text: string; end: string }[] = []
  const origins: number[] = []
  const conflicts: number[] = []
  const places: ConflictPlace[] = []
  const add = (text: string, end: string, origin: number) => {
    lines.push({ text, end })
    origins.push(origin)
  }
  let userLine = 1
  for (const chunk of diff3(base.texts, user.texts, target.texts)) {
    if (chunk.kind === 'user') {
      for (let i = chunk.span.start; i < chunk.span.start + chunk.span.length; i++) {
        userLine = i + 1
        const text = user.texts[i] as string
        if (!settled.removed.has(text)) add(text, user.ends[i] as string, userLine)
      }
    } else if (chunk.kind === 'target') {
      for (const text of slice(target, chunk.span)) {
        if (!settled.there.has(text)) add(text, '', userLine)
      }
    } else {
      const sides = sidesOf(chunk, base, user, target)
      const origin = chunk.user.start + 1
      const union = registry ? mergeSets(sides) : undefined
      if (union) {
        const mine = new Set(sides.user)
        for (const text of union) {
          const known = !mine.has(text) && settled.there.has(text)
          if (!known && !settled.removed.has(text)) add(text, '', origin)
        }
        continue
      }
      if (prefer === 'target') {
        for (const text of sides.target) add(text, '', origin)
        continue
      }
      conflicts.push(...lineNumbers(chunk.user, user.texts.length))
      const place = placeOf(chunk, sides, user)
      places.push(place)
      for (const text of markerLines(place, label)) add(text, '', origin)
    }
  }
  const finalNewline =
    user.texts.length === 0 || user.finalNewline === base.finalNewline
      ? target.finalNewline
      : user.finalNewline
  const content = joinLines(lines, { ...user, finalNewline })
  return places.length > 0
    ? { clean: false, lines: conflicts, places, marked: content }
    : { clean: true, content, origins }
}

/**
 * Two texts that have no base: each place where they differ is a conflict, as where two branches
 * add the same file.
 */
export function mergeTwoTexts(
  { user, target }: Pick<Texts, 'user' | 'target'>,
  { label = 'this change' }: TextOptions = {},
): TextConflict {
  const [mine, theirs] = [splitLines(user), splitLines(target)]
  const places: ConflictPlace[] = []
  const lines: { text: string; end: string }[] = []
  const conflicts: number[] = []
  let at = 0
  const keep = (until: number) => {
    for (; at < until; at++) {
      lines.push({ text: mine.texts[at] as string, end: mine.ends[at] as string })
    }
  }
  for (const { base: own, own: other } of changedSpans(mine.texts, theirs.texts)) {
    keep(own.start)
    const numbers = lineNumbers(own, mine.texts.length)
    const sides = { yours: slice(mine, own), was: [], becomes: slice(theirs, other) }
    conflicts.push(...numbers)
    places.push({ line: numbers[0] as number, ...sides })
    for (const text of markerLines(sides, label)) lines.push({ text, end: '' })
    at = own.start + own.length
  }
  keep(mine.texts.length)
  return { clean: false, lines: conflicts, places, marked: joinLines(lines, mine) }
}

/** The lines of a span, 1-based; for an empty one, the line that it stands before. */
export function lineNumbers(span: Span, total: number): number[] {
  if (span.length === 0) return [Math.min(span.start + 1, Math.max(total, 1))]
  return Array.from({ length: span.length }, (_, index) => span.start + index + 1)
}

interface Settled {
  /** What the target no longer has: gone, wherever the user has moved it to. */
  readonly removed: ReadonlySet<string>
  /** What is new in the target, and the user has already: there once is enough. */
  readonly there: ReadonlySet<string>
}

const NOTHING_SETTLED: Settled = { removed: new Set(), there: new Set() }

function settledLines(base: Lines, user: Lines, target: Lines): Settled {
  const [was, mine, theirs] = [new Set(base.texts), new Set(user.texts), new Set(target.texts)]
  return {
    removed: new Set(base.texts.filter((line) => !theirs.has(line))),
    there: new Set(target.texts.filter((line) => !was.has(line) && mine.has(line))),
  }
}

function sidesOf(chunk: ConflictChunk, base: Lines, user: Lines, target: Lines) {
  return {
    base: slice(base, chunk.base),
    user: slice(user, chunk.user),
    target: slice(target, chunk.target),
  }
}

function placeOf(
  chunk: ConflictChunk,
  sides: ReturnType<typeof sidesOf>,
  user: Lines,
): ConflictPlace {
  return {
    line: lineNumbers(chunk.user, user.texts.length)[0] as number,
    yours: sides.user,
    was: sides.base,
    becomes: sides.target,
  }
}

function slice(lines: Lines, span: Span): readonly string[] {
  return lines.texts.slice(span.start, span.start + span.length)
}
