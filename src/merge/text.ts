import { type Chunk, diff3, type Span } from './diff3.ts'
import { joinLines, type Lines, splitLines } from './lines.ts'

export interface Texts {
  readonly base: string
  readonly user: string
  readonly target: string
}

export type TextMerge =
  | {
      readonly clean: true
      readonly content: string
      /** For each line of the result, the line of the user's file (1-based) it is at or after. */
      readonly origins: readonly number[]
    }
  | { readonly clean: false; readonly lines: readonly number[] }

/**
 * Merges by lines. The user's line ends, byte order mark and way of ending the file are kept.
 * In a registry, a place where both sides changed is merged as a sorted set of lines.
 */
export function mergeText(texts: Texts, { registry = false } = {}): TextMerge {
  const base = splitLines(texts.base)
  const user = splitLines(texts.user)
  const target = splitLines(texts.target)
  const lines: { text: string; end: string }[] = []
  const origins: number[] = []
  const conflicts: number[] = []
  const add = (text: string, end: string, origin: number) => {
    lines.push({ text, end })
    origins.push(origin)
  }
  let userLine = 1
  for (const chunk of diff3(base.texts, user.texts, target.texts)) {
    if (chunk.kind === 'user') {
      for (let i = chunk.span.start; i < chunk.span.start + chunk.span.length; i++) {
        userLine = i + 1
        add(user.texts[i] as string, user.ends[i] as string, userLine)
      }
    } else if (chunk.kind === 'target') {
      for (const text of slice(target, chunk.span)) add(text, '', userLine)
    } else {
      const union = registry ? mergeSets(chunk, base, user, target) : undefined
      if (union) for (const text of union) add(text, '', chunk.user.start + 1)
      else conflicts.push(...lineNumbers(chunk.user, user.texts.length))
    }
  }
  if (conflicts.length > 0) return { clean: false, lines: conflicts }
  const finalNewline =
    user.texts.length === 0 || user.finalNewline === base.finalNewline
      ? target.finalNewline
      : user.finalNewline
  return { clean: true, content: joinLines(lines, { ...user, finalNewline }), origins }
}

/** The lines of a span, 1-based; for an empty one, the line that it stands before. */
export function lineNumbers(span: Span, total: number): number[] {
  if (span.length === 0) return [Math.min(span.start + 1, Math.max(total, 1))]
  return Array.from({ length: span.length }, (_, index) => span.start + index + 1)
}

function mergeSets(
  chunk: Extract<Chunk, { kind: 'conflict' }>,
  base: Lines,
  user: Lines,
  target: Lines,
): string[] | undefined {
  const [was, mine, theirs] = [
    slice(base, chunk.base),
    slice(user, chunk.user),
    slice(target, chunk.target),
  ]
  if (![was, mine, theirs].every(isSortedSet)) return undefined
  const kept = mine.filter((line) => theirs.includes(line) || !was.includes(line))
  const added = theirs.filter((line) => !mine.includes(line) && !was.includes(line))
  return [...kept, ...added].sort()
}

function isSortedSet(lines: readonly string[]): boolean {
  return lines.every((line, index) => index === 0 || (lines[index - 1] as string) < line)
}

function slice(lines: Lines, span: Span): readonly string[] {
  return lines.texts.slice(span.start, span.start + span.length)
}
