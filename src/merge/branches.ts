import type { TreeFile } from '../render/tree.ts'
import { leftMarkers } from './conflict.ts'
import { conflict, decode, mergeFile, sameBytes, sameFile } from './file.ts'
import { sameText, splitLines } from './lines.ts'
import type { FileResult, FileState, PlanEntry } from './plan.ts'
import type { SyntaxCheck } from './syntax.ts'
import { mergeText } from './text.ts'

/** The same thing as each of two branches has it, and as it was where they parted. */
export interface Three<T> {
  readonly base: T
  readonly ours: T
  readonly theirs: T
}

/** One path, where two branches come together. */
export interface BranchedFile {
  readonly path: string
  /** As it is generated from the manifests of the three commits, and of the two branches together. */
  readonly rendered: Three<TreeFile | undefined> & { readonly united: TreeFile | undefined }
  /** As it is in the three commits. */
  readonly files: Three<FileState | null>
  readonly registry?: boolean
  readonly label?: string
}

/** What a path is to be, or the conflict that keeps it from being anything. */
export type Joined = { readonly state: FileState | null } | { readonly conflict: PlanEntry }

/**
 * The path with the edits of both branches, and with what is generated of both. The edits of each
 * commit are carried over to the rendering of the two together, so that what is left to be merged is
 * what people wrote.
 */
export async function joinBranches(file: BranchedFile, check: SyntaxCheck): Promise<Joined> {
  const joined = join(file)
  if ('conflict' in joined || joined.state === null) return joined
  const { path, files } = file
  const { state } = joined
  const isTheirOwn = [files.ours, files.theirs].some((side) => side && same(side, state))
  const text = decode(state.content)
  if (isTheirOwn || text === undefined) return joined
  const problem = await check(path, text, files.ours ? decode(files.ours.content) : undefined)
  if (!problem) return joined
  const reason = `the merged file would not parse: ${problem.message}`
  const marked = { content: text, mode: state.mode }
  return { conflict: conflict(path, files.ours, { reason, lines: [problem.line], marked }) }
}

function join(file: BranchedFile): Joined {
  const { rendered, files } = file
  const carry = (side: keyof Three<unknown>) =>
    sameFile(rendered[side], rendered.united)
      ? { state: files[side] }
      : joinedOf(
          mergeFile({ ...file, base: rendered[side], target: rendered.united, seen: files[side] })
            .entry,
        )
  const isChanged = (side: 'ours' | 'theirs') => !same(files[side], files.base)
  if (!isChanged('theirs') || same(files.ours, files.theirs)) return orPlain(file, carry('ours'))
  if (!isChanged('ours')) return orPlain(file, carry('theirs'))
  const [base, ours, theirs] = [carry('base'), carry('ours'), carry('theirs')]
  for (const side of [ours, theirs, base]) if ('conflict' in side) return orPlain(file, side)
  const states = { base, ours, theirs } as Three<{ readonly state: FileState | null }>
  return orPlain(file, mergeStates(file, stateOf(states)))
}

function stateOf({ base, ours, theirs }: Three<{ readonly state: FileState | null }>) {
  return { base: base.state, ours: ours.state, theirs: theirs.state }
}

/** Where an edit meets what is generated, a person may have settled that on one branch already. */
function orPlain(file: BranchedFile, joined: Joined): Joined {
  if (!('conflict' in joined)) return joined
  const plain = mergeStates(file, file.files)
  return 'conflict' in plain ? joined : plain
}

function mergeStates(
  { path, registry = false, label }: BranchedFile,
  { base, ours, theirs }: Three<FileState | null>,
): Joined {
  if (same(theirs, base) || same(ours, theirs)) return { state: ours }
  if (same(ours, base)) return { state: theirs }
  if (base !== null && (ours === null || theirs === null)) {
    const reason = 'one branch deleted it, and the other changed it'
    return { conflict: conflict(path, ours, { reason, marked: null }) }
  }
  const sides = { base: asTree(base), target: asTree(theirs), seen: ours }
  const { entry } = mergeFile({ path, registry, ...sides, ...(label !== undefined && { label }) })
  return joinedOf(entry)
}

/** What git makes of a file, where it did not keep that; undefined where it would stop. */
export function mergedByGit({
  base,
  ours,
  theirs,
}: Three<FileState | null>): FileState | null | undefined {
  if (same(theirs, base) || same(ours, theirs)) return ours
  if (same(ours, base)) return theirs
  const texts = [base, ours, theirs].map((state) => state && decode(state.content))
  const [was, user, target] = texts
  if (!ours || typeof was !== 'string' || typeof user !== 'string' || typeof target !== 'string') {
    return undefined
  }
  const merged = mergeText({ base: was, user, target })
  return merged.clean ? { ...ours, content: Buffer.from(merged.content) } : undefined
}

function joinedOf(entry: PlanEntry): Joined {
  const { action, seen, result } = entry
  if (action === 'conflict') return { conflict: entry }
  if (result === undefined) return { state: seen }
  return { state: result && { content: Buffer.from(result.content as string), mode: result.mode } }
}

/** A path where git has stopped or gone on, as it stands there now. */
export interface StoppedFile {
  readonly path: string
  readonly joined: Joined
  /** As git has merged it; undefined where that is not known. */
  readonly automatic: FileState | null | undefined
  readonly seen: FileState | null
  /** Git waits for it to be added. */
  readonly unmerged: boolean
  /** How what a person has settled is given back to git: `git checkout --merge -- a.txt`. */
  readonly again?: string
}

export interface SettledFile {
  readonly entry: PlanEntry
  /** `done`: it can be added. `open`: it is for a person. `theirs`: a person has settled it. */
  readonly status: 'done' | 'open' | 'theirs'
}

/** What becomes of a path: what a person made of it since git has stopped is never lost. */
export function settleFile(file: StoppedFile): SettledFile {
  const { path, joined, automatic, seen, unmerged } = file
  const text = seen ? decode(seen.content) : undefined
  const markers = text === undefined ? [] : conflictLines(text)
  const isTouched =
    automatic === undefined ? !unmerged || markers.length === 0 : !isAsMerged(seen, automatic)
  if ('conflict' in joined) {
    if (!isTouched && !unmerged) return { entry: keep(path, seen), status: 'done' }
    if (!isTouched) return { entry: conflictAt(joined.conflict, seen, markers), status: 'open' }
  } else {
    const state = asWritten(joined.state, seen, automatic)
    if (same(seen, state)) return { entry: keep(path, seen), status: 'done' }
    if (!isTouched) return { entry: write(path, seen, state), status: 'done' }
    const corrected = markers.length === 0 ? correct(file, state) : undefined
    if (corrected) return { entry: corrected, status: 'done' }
  }
  if (markers.length > 0) {
    const reason = `it has conflict markers, and you have changed it since${orAgain(file)}`
    const entry: PlanEntry = { path, action: 'conflict', seen, lines: markers, reason, stays: true }
    return { entry, status: 'open' }
  }
  if (unmerged) {
    const reason = `you have settled it, and have not added it to git yet${orAgain(file)}`
    return { entry: { path, action: 'conflict', seen, reason, stays: true }, status: 'theirs' }
  }
  const reason = `stays as you have settled it${orAgain(file)}`
  return { entry: { ...keep(path, seen), reason }, status: 'theirs' }
}

function orAgain({ again }: StoppedFile): string {
  return again === undefined ? '' : ` (to have it settled here: ${again}, and sync again)`
}

/** What git merged by itself, and a person has changed since, gets what is missing in it. */
function correct({ path, automatic, seen }: StoppedFile, state: FileState | null) {
  if (!automatic || !seen) return undefined
  const text = decode(automatic.content)
  if (text === undefined || conflictLines(text).length > 0) return undefined
  const sides = { base: asTree(automatic), target: asTree(state), seen }
  const { entry } = mergeFile({ path, ...sides })
  return entry.action === 'conflict' ? undefined : entry
}

/** The places in the file as git left it, which is the one that a person sees. */
function conflictAt(entry: PlanEntry, seen: FileState | null, lines: readonly number[]): PlanEntry {
  const { places: _, ...rest } = entry
  const { marked } = entry
  const mode = seen?.mode ?? marked?.mode ?? 0o644
  const help =
    'Settle these places as git has left them, and run the command again. Or have all else settled, and these left between markers: --conflicts markers'
  return { ...rest, seen, lines, help, ...(marked && { marked: { ...marked, mode } }) }
}

function keep(path: string, seen: FileState | null): PlanEntry {
  return { path, action: 'keep', seen }
}

function write(path: string, seen: FileState | null, state: FileState | null): PlanEntry {
  if (state === null) return { path, action: 'delete', seen, result: null }
  const result: FileResult = { content: decode(state.content) ?? state.content, mode: state.mode }
  return { path, action: seen ? 'merge' : 'create', seen, result }
}

/** Git knows of a mode only whether it is executable, and may end lines otherwise on the disk. */
function asWritten(
  state: FileState | null,
  seen: FileState | null,
  automatic: FileState | null | undefined,
): FileState | null {
  if (state === null || seen === null) return state
  const isExecutable = (mode: number) => (mode & 0o111) !== 0
  const mode = isExecutable(state.mode) === isExecutable(seen.mode) ? seen.mode : state.mode
  const [text, there, known] = [state, seen, automatic].map((one) => one && decode(one.content))
  const eol = there ? splitLines(there).eol : '\n'
  const isTranslated = eol === '\r\n' && known && splitLines(known).eol === '\n'
  if (!isTranslated || !text) return { ...state, mode }
  return { content: Buffer.from(text.replaceAll(/\r?\n/g, eol)), mode }
}

/** Whether git left it so; `git checkout --merge` calls the sides otherwise. */
export function isAsMerged(seen: FileState | null, automatic: FileState | null): boolean {
  return same(withoutLabels(seen), withoutLabels(automatic), true)
}

function withoutLabels(state: FileState | null): FileState | null {
  const text = state && decode(state.content)
  if (!text || conflictLines(text).length === 0) return state
  const bare = text.replaceAll(/^(<{7}|\|{7}|>{7}) .*$/gm, '$1')
  return { ...(state as FileState), content: Buffer.from(bare) }
}

/** The lines where conflicts begin. */
function conflictLines(text: string): readonly number[] {
  const lines = text.split('\n')
  return leftMarkers(text, '').filter((line) => lines[line - 1]?.startsWith('<'))
}

/** @param loose whether lines may end otherwise */
export function same(one: FileState | null, other: FileState | null, loose = false): boolean {
  if (one === null || other === null) return one === other
  if ((one.mode & 0o100) !== (other.mode & 0o100)) return false
  if (sameBytes(one.content, other.content)) return true
  if (!loose) return false
  const [text, known] = [decode(one.content), decode(other.content)]
  return text !== undefined && known !== undefined && sameText(text, known)
}

/** A mode is merged by its bits, whatever they are. */
function asTree(state: FileState | null): TreeFile | undefined {
  if (state === null) return undefined
  return { content: decode(state.content) ?? state.content, mode: state.mode as TreeFile['mode'] }
}
