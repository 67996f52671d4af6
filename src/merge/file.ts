import type { TreeFile } from '../render/tree.ts'
import type { ConflictPlace } from './conflict.ts'
import { changedSpans } from './diff3.ts'
import { mergeEnv } from './env.ts'
import { mergeJson } from './json.ts'
import { sameText, splitLines } from './lines.ts'
import type { FileState, PlanEntry } from './plan.ts'
import { isJson } from './syntax.ts'
import { lineNumbers, mergeText, mergeTwoTexts, type TextConflict, type Texts } from './text.ts'

export interface FileSides {
  readonly path: string
  readonly base: TreeFile | undefined
  readonly target: TreeFile | undefined
  /** What the user has. */
  readonly seen: FileState | null
  readonly registry?: boolean
  /** What changes the file, as a conflict marker says it: `plop resource article`. */
  readonly label?: string
}

/** An entry, and where its lines come from, so that a later finding can name the user's line. */
export interface MergedFile {
  readonly entry: PlanEntry
  readonly origins?: readonly number[]
}

/** What is to become of one path, from its three sides alone. Pure. */
export function mergeFile(sides: FileSides): MergedFile {
  const { path, base, target, seen } = sides
  if (target && !base) return { entry: createFile(sides, target) }
  if (base && !target) return { entry: deleteFile(path, base, seen) }
  if (!base || !target) throw new Error(`${path} is on neither side of the merge`)
  if (!seen)
    return { entry: { path, action: 'keep', seen, reason: 'you deleted it; it stays deleted' } }
  return changeFile({ ...sides, base, target, seen })
}

function createFile({ path, seen, label }: FileSides, target: TreeFile): PlanEntry {
  if (!seen) return { path, action: 'create', seen, result: target }
  if (sameContent(seen.content, target.content)) return { path, action: 'keep', seen }
  const reason = 'is already there, with other content'
  const user = decode(seen.content)
  if (user === undefined || typeof target.content !== 'string') {
    return conflict(path, seen, { reason, marked: null })
  }
  const mode = isExecutable(target.mode) ? executable(seen.mode) : seen.mode
  const found = mergeTwoTexts({ user, target: target.content }, { label })
  return conflict(path, seen, { ...marks(found, mode), reason })
}

function deleteFile(path: string, base: TreeFile, seen: FileState | null): PlanEntry {
  if (!seen) return { path, action: 'keep', seen }
  if (sameContent(seen.content, base.content)) return { path, action: 'delete', seen, result: null }
  const reason = 'would be deleted, but you changed it'
  return conflict(path, seen, { reason, ...changedPlaces(base, seen), marked: null })
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
  if (
    typeof base.content !== 'string' ||
    typeof target.content !== 'string' ||
    user === undefined
  ) {
    const reason = 'you changed it, and it is not text that can be merged'
    return { entry: conflict(path, seen, { reason, marked: null }) }
  }
  const texts = { base: base.content, user, target: target.content }
  const unchanged = sameContent(seen.content, base.content)
  const merged: Merged = unchanged ? mergeText(texts) : mergeByKind(sides, texts)
  if (!merged.clean) {
    const { reason = 'you changed the same lines as this does' } = merged
    return { entry: conflict(path, seen, { ...marks(merged, mode), reason }) }
  }
  const { content, kept = [], origins } = merged
  const action = unchanged ? 'update' : 'merge'
  return {
    entry: written(path, action, seen, content, mode, kept.join(', ')),
    ...(origins && { origins }),
  }
}

type Merged =
  | {
      readonly clean: true
      readonly content: string
      readonly kept?: readonly string[]
      readonly origins?: readonly number[]
    }
  | (TextConflict & { readonly reason?: string })

function mergeByKind({ path, registry = false, label }: FileSides, texts: Texts): Merged {
  if (isJson(path)) {
    const merged = mergeJson(texts, { label })
    if (!merged.clean) return merged
    const kept = merged.stayRemoved.map((key) => `you removed ${key}; it stays removed`)
    return { ...merged, kept }
  }
  if (isEnv(path)) return mergeEnv(texts, { label })
  return mergeText(texts, { registry, label })
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
  found: Pick<PlanEntry, 'lines' | 'places' | 'marked'> & { readonly reason: string },
): PlanEntry {
  return { path, action: 'conflict', seen, lines: [], ...found }
}

function marks({ lines, places, marked }: TextConflict, mode: number) {
  return { lines, places, marked: { content: marked, mode } }
}

/** The user's mode, unless a template made the file executable or no longer so. */
function mergeMode(base: number, user: number, target: number): number {
  if (base === target || isExecutable(user) !== isExecutable(base)) return user
  if (isExecutable(target)) return executable(user)
  return isExecutable(user) ? user & ~0o111 : user
}

function isExecutable(mode: number): boolean {
  return (mode & 0o111) !== 0
}

/** For everyone who may read it. */
function executable(mode: number): number {
  return mode | ((mode & 0o444) >> 2)
}

/** What the user changed in a file that goes. */
function changedPlaces(base: TreeFile, seen: FileState): Pick<PlanEntry, 'lines' | 'places'> {
  const user = decode(seen.content)
  if (user === undefined || typeof base.content !== 'string') return {}
  const [was, mine] = [splitLines(base.content).texts, splitLines(user).texts]
  const places: ConflictPlace[] = []
  const lines: number[] = []
  for (const span of changedSpans(was, mine)) {
    const numbers = lineNumbers(span.own, mine.length)
    lines.push(...numbers)
    places.push({
      line: numbers[0] as number,
      yours: mine.slice(span.own.start, span.own.start + span.own.length),
      was: was.slice(span.base.start, span.base.start + span.base.length),
      becomes: [],
    })
  }
  return { lines, places }
}

function isEnv(path: string): boolean {
  return /(^|\/)\.env(\.[^/]+)?$/.test(path)
}

/** Text that differs only in how its lines end counts as the same. */
function sameContent(seen: Uint8Array, rendered: string | Uint8Array): boolean {
  if (sameBytes(seen, rendered)) return true
  if (typeof rendered !== 'string') return false
  const text = decode(seen)
  return text !== undefined && sameText(text, rendered)
}

export function sameBytes(seen: Uint8Array, rendered: string | Uint8Array): boolean {
  return Buffer.from(rendered as string).equals(seen)
}

/** Whether two renderings of a path are the same file. */
export function sameFile(one: TreeFile | undefined, other: TreeFile | undefined): boolean {
  if (!one || !other || one === other) return one === other
  if (one.mode !== other.mode) return false
  return (
    one.content === other.content || sameBytes(Buffer.from(one.content as string), other.content)
  )
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
