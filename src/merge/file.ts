import type { TreeFile } from '../render/tree.ts'
import { changedSpans } from './diff3.ts'
import { mergeJson } from './json.ts'
import { sameText, splitLines } from './lines.ts'
import type { FileState, PlanEntry } from './plan.ts'
import { lineNumbers, mergeText } from './text.ts'

export interface FileSides {
  readonly path: string
  readonly base: TreeFile | undefined
  readonly target: TreeFile | undefined
  /** What the user has. */
  readonly seen: FileState | null
  readonly registry?: boolean
}

/** An entry, and where its lines come from, so that a later finding can name the user's line. */
export interface MergedFile {
  readonly entry: PlanEntry
  readonly origins?: readonly number[]
}

/** What is to become of one path, from its three sides alone. Pure. */
export function mergeFile(sides: FileSides): MergedFile {
  const { path, base, target, seen } = sides
  if (target && !base) return { entry: createFile(path, target, seen) }
  if (base && !target) return { entry: deleteFile(path, base, seen) }
  if (!base || !target) throw new Error(`${path} is on neither side of the merge`)
  if (!seen)
    return { entry: { path, action: 'keep', seen, reason: 'you deleted it; it stays deleted' } }
  return changeFile({ ...sides, base, target, seen })
}

function createFile(path: string, target: TreeFile, seen: FileState | null): PlanEntry {
  if (!seen) return { path, action: 'create', seen, result: target }
  if (sameContent(seen.content, target.content)) return { path, action: 'keep', seen }
  return conflict(path, seen, 'is already there, with other content', [1])
}

function deleteFile(path: string, base: TreeFile, seen: FileState | null): PlanEntry {
  if (!seen) return { path, action: 'keep', seen }
  if (sameContent(seen.content, base.content)) return { path, action: 'delete', seen, result: null }
  return conflict(path, seen, 'would be deleted, but you changed it', changedLines(base, seen))
}

function changeFile(
  sides: FileSides & {
    readonly base: TreeFile
    readonly target: TreeFile
    readonly seen: FileState
  },
): MergedFile {
  const { path, base, target, seen } = sides
  const mode = mergeMode(base.mode, seen.mode, target.mode)
  const wanted = sameContent(seen.content, target.content)
  if (wanted) {
    if (mode === seen.mode) return { entry: { path, action: 'keep', seen } }
    return { entry: { path, action: 'update', seen, result: { content: seen.content, mode } } }
  }
  if (sameBytes(seen.content, base.content)) {
    return { entry: { path, action: 'update', seen, result: { content: target.content, mode } } }
  }
  const user = decode(seen.content)
  const unchanged = sameContent(seen.content, base.content)
  if (
    typeof base.content !== 'string' ||
    typeof target.content !== 'string' ||
    user === undefined
  ) {
    return { entry: conflict(path, seen, 'you changed it, and it is not text that can be merged') }
  }
  const texts = { base: base.content, user, target: target.content }
  const action = unchanged ? 'update' : 'merge'
  if (isJson(path) && !unchanged) {
    const merged = mergeJson(texts)
    if (!merged.clean) return { entry: conflict(path, seen, merged.reason, merged.lines) }
    const reason = merged.stayRemoved
      .map((key) => `you removed ${key}; it stays removed`)
      .join(', ')
    return { entry: written(path, action, seen, merged.content, mode, reason) }
  }
  const merged = mergeText(texts, { registry: sides.registry ?? false })
  if (!merged.clean) {
    return { entry: conflict(path, seen, 'you changed the same lines as this does', merged.lines) }
  }
  return { entry: written(path, action, seen, merged.content, mode), origins: merged.origins }
}

/** A merge that leaves the file as it is, is no change. */
function written(
  path: string,
  action: 'update' | 'merge',
  seen: FileState,
  content: string,
  mode: number,
  reason = '',
): PlanEntry {
  const said = reason === '' ? {} : { reason }
  if (mode === seen.mode && sameBytes(seen.content, content)) {
    return { path, action: 'keep', seen, ...said }
  }
  return { path, action, seen, result: { content, mode }, ...said }
}

export function conflict(
  path: string,
  seen: FileState | null,
  reason: string,
  lines: readonly number[] = [],
): PlanEntry {
  return { path, action: 'conflict', seen, reason, lines }
}

/** The user's mode, unless a template made the file executable or no longer so. */
function mergeMode(base: number, user: number, target: number): number {
  if (base === target || isExecutable(user) !== isExecutable(base)) return user
  if (isExecutable(target)) return user | ((user & 0o444) >> 2)
  return isExecutable(user) ? user & ~0o111 : user
}

function isExecutable(mode: number): boolean {
  return (mode & 0o111) !== 0
}

function changedLines(base: TreeFile, seen: FileState): number[] {
  const user = decode(seen.content)
  if (user === undefined || typeof base.content !== 'string') return []
  const lines = splitLines(user).texts
  return changedSpans(splitLines(base.content).texts, lines).flatMap((span) =>
    lineNumbers(span, lines.length),
  )
}

function isJson(path: string): boolean {
  return path.endsWith('.json') || path.endsWith('.jsonc')
}

/** Text that differs only in how its lines end counts as the same. */
function sameContent(seen: Uint8Array, rendered: string | Uint8Array): boolean {
  if (sameBytes(seen, rendered)) return true
  if (typeof rendered !== 'string') return false
  const text = decode(seen)
  return text !== undefined && sameText(text, rendered)
}

function sameBytes(seen: Uint8Array, rendered: string | Uint8Array): boolean {
  return Buffer.from(rendered as string).equals(seen)
}

/** The text, where the bytes are UTF-8 and hold no zero byte. */
export function decode(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
