import { diffIndices } from 'node-diff3'

/** A run of items of one side: where it starts, and how many there are. */
export interface Span {
  readonly start: number
  readonly length: number
}

export type Chunk =
  | { readonly kind: 'user'; readonly span: Span }
  | { readonly kind: 'target'; readonly span: Span }
  | {
      readonly kind: 'conflict'
      readonly base: Span
      readonly user: Span
      readonly target: Span
    }

type Side = 'user' | 'target'

interface Change {
  readonly side: Side
  readonly base: Span
  readonly own: Span
}

/**
 * The three-way merge of two lists that come from one. Changes that touch each other are one
 * conflict, as in git, unless both sides made the same change.
 */
export function diff3(
  base: readonly string[],
  user: readonly string[],
  target: readonly string[],
): Chunk[] {
  const sides = { user, target }
  const changes = [...changesOf('user', base, user), ...changesOf('target', base, target)].sort(
    (a, b) => a.base.start - b.base.start || a.base.length - b.base.length,
  )
  const chunks: Chunk[] = []
  /** How far each list has been used. */
  let at = 0
  let userAt = 0
  let next = 0
  while (next < changes.length) {
    const first = changes[next] as Change
    let end = first.base.start + first.base.length
    const group = [first]
    next += 1
    for (let more = changes[next]; more && more.base.start <= end; more = changes[next]) {
      group.push(more)
      end = Math.max(end, more.base.start + more.base.length)
      next += 1
    }
    const region: Span = { start: first.base.start, length: end - first.base.start }
    const same = region.start - at
    if (same > 0) chunks.push({ kind: 'user', span: { start: userAt, length: same } })
    const userSpan = spanOn('user', region, group, userAt + same)
    chunks.push(decide(region, userSpan, group, sides))
    at = end
    userAt = userSpan.start + userSpan.length
  }
  if (userAt < user.length) {
    chunks.push({ kind: 'user', span: { start: userAt, length: user.length - userAt } })
  }
  return chunks
}

/** The spans in which a list differs from the base, on both sides. */
export function changedSpans(
  base: readonly string[],
  list: readonly string[],
): { readonly base: Span; readonly own: Span }[] {
  return changesOf('user', base, list).map(({ base, own }) => ({ base, own }))
}

function changesOf(side: Side, base: readonly string[], list: readonly string[]): Change[] {
  return diffIndices([...base], [...list]).map(({ buffer1, buffer2 }) => ({
    side,
    base: { start: buffer1[0], length: buffer1[1] },
    own: { start: buffer2[0], length: buffer2[1] },
  }))
}

/** What stands on one side for a region of the base. `start` serves where that side is unchanged. */
function spanOn(side: Side, region: Span, group: readonly Change[], start: number): Span {
  const own = group.filter((change) => change.side === side)
  const first = own[0]
  const last = own.at(-1)
  if (!first || !last) return { start, length: region.length }
  const from = first.own.start - (first.base.start - region.start)
  const rest = region.start + region.length - (last.base.start + last.base.length)
  return { start: from, length: last.own.start + last.own.length + rest - from }
}

function decide(
  region: Span,
  user: Span,
  group: readonly Change[],
  sides: Readonly<Record<Side, readonly string[]>>,
): Chunk {
  if (group.every((change) => change.side === 'user')) return { kind: 'user', span: user }
  const target = spanOn('target', region, group, 0)
  if (group.every((change) => change.side === 'target')) return { kind: 'target', span: target }
  const mine = sides.user.slice(user.start, user.start + user.length)
  const theirs = sides.target.slice(target.start, target.start + target.length)
  const equal = mine.length === theirs.length && mine.every((line, i) => line === theirs[i])
  return equal ? { kind: 'user', span: user } : { kind: 'conflict', base: region, user, target }
}
