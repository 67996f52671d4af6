import { MANIFEST_FILE } from '../manifest/manifest.ts'
import type { TreeFile } from '../render/tree.ts'
import { leftMarkers } from './conflict.ts'
import { decode, mergeFile, sameBytes } from './file.ts'
import type { ReadFile } from './merge.ts'
import type { FileState, Issue, Notice, Plan, PlanEntry } from './plan.ts'
import { syntaxChecker } from './syntax.ts'
import { mergeText } from './text.ts'

/** What is typed to end an operation that is pending. */
export const FINISH = 'npx create-alex-api continue'
export const TAKE_BACK = 'npx create-alex-api abort'

/** A file of an operation that has left conflicts for a person to settle. */
export interface PendingFile {
  readonly path: string
  /**
   * `written` as planned; with a `conflict` in it; one that `stays` as the user has it; the manifest,
   * which is only written at the `end`.
   */
  readonly kind: 'written' | 'conflict' | 'stays' | 'end'
  readonly before: FileState | null
  readonly after: FileState | null
}

/** An operation that is neither done nor taken back yet. */
export interface Pending {
  /** What it was, as a marker says it: `plop resource article`. */
  readonly label: string
  readonly files: readonly PendingFile[]
}

/** What a plan leaves pending; undefined where it is done once it is written. */
export function pendingOf(plan: Plan, label: string): Pending | undefined {
  if (plan.issues.length > 0) return undefined
  if (!plan.entries.some(({ action }) => action === 'conflict')) return undefined
  const files = plan.entries.flatMap((entry): PendingFile[] => {
    const { path, action, seen, result, stays } = entry
    if (stays) return [{ path, kind: 'stays', before: seen, after: seen }]
    if (result === undefined) return []
    const after = result && { content: bytes(result.content), mode: result.mode }
    const kind = path === MANIFEST_FILE ? 'end' : action === 'conflict' ? 'conflict' : 'written'
    return [{ path, kind, before: seen, after }]
  })
  return { label, files }
}

/** The entries of a plan without the manifest, which is written once its conflicts are settled. */
export function withoutEnd({ entries }: Plan): PlanEntry[] {
  return entries.filter(({ path }) => path !== MANIFEST_FILE)
}

/** What finishes a pending operation; an issue for each file that is not settled yet. */
export async function planContinue(
  { files }: Pending,
  readFile: ReadFile,
): Promise<Pick<Plan, 'entries' | 'issues'>> {
  const check = syntaxChecker()
  const entries: PlanEntry[] = []
  const issues: Issue[] = []
  for (const file of files) {
    const { path, before, after, kind } = file
    const now = await readFile(path)
    if (kind === 'end') entries.push(endOf(file, now))
    if (kind === 'end' || kind === 'stays' || !now || !after) continue
    const text = decode(now.content)
    if (text === undefined) continue
    const old = before ? (decode(before.content) ?? '') : ''
    const markers = begins(leftMarkers(text, old), text)
    issues.push(
      ...markers.map((line) => unsettled(`${path}:${line}`, 'still has a conflict marker')),
    )
    const problem = markers.length === 0 ? await check(path, text, old) : undefined
    if (problem)
      issues.push(unsettled(`${path}:${problem.line}`, `does not parse: ${problem.message}`))
    entries.push({ path, action: 'keep', seen: now })
  }
  const blocked = entries.filter(({ action }) => action === 'conflict')
  return {
    entries,
    issues: [
      ...issues,
      ...blocked.map(({ path, reason = '' }) => ({
        code: 'conflict',
        where: path,
        message: reason,
        help: `Take back what you changed in ${path} since, and run the command again.`,
      })),
    ],
  }
}

/** The lines where a conflict begins; all markers, where what is left of one has no beginning. */
function begins(markers: readonly number[], text: string): readonly number[] {
  const lines = text.split('\n')
  const first = markers.filter((line) => lines[line - 1]?.startsWith('<'))
  return first.length > 0 ? first : markers
}

/** The manifest has been let alone meanwhile, or what was changed in it is merged. */
function endOf({ path, before, after }: PendingFile, now: FileState | null): PlanEntry {
  const sides = { base: asTree(before), target: asTree(after) }
  return mergeFile({ path, ...sides, seen: now }).entry
}

function unsettled(where: string, message: string): Issue {
  return {
    code: 'unsettled',
    where,
    message,
    help: 'Settle these places, and run the command again.',
  }
}

/**
 * What takes a pending operation back. What was made of the conflicts goes; what else the user has
 * written into its files since stays, or is in the way.
 */
export async function planAbort(
  { files }: Pending,
  readFile: ReadFile,
): Promise<Pick<Plan, 'entries' | 'issues' | 'notices'>> {
  const found: Back[] = []
  for (const file of files) {
    if (file.kind === 'written' || file.kind === 'conflict') {
      found.push(await takeBack(file, await readFile(file.path)))
    }
  }
  return {
    entries: found.flatMap(({ entry }) => entry ?? []),
    issues: found.flatMap(({ issue }) => issue ?? []),
    notices: found.flatMap(({ notice }) => notice ?? []),
  }
}

interface Back {
  readonly entry?: PlanEntry
  readonly issue?: Issue
  readonly notice?: Notice
}

async function takeBack(file: PendingFile, now: FileState | null): Promise<Back> {
  const { path, before, after } = file
  if (same(now, before)) return {}
  if (now === null) return { entry: restored(path, now, before) }
  if (before === null && after !== null && sameBytes(now.content, after.content)) {
    return { entry: restored(path, now, null) }
  }
  if (before === null || after === null) {
    return { issue: inTheWay(path, 'you have changed it since, and it would be deleted') }
  }
  const mode = now.mode === after.mode ? before.mode : now.mode
  if (sameBytes(now.content, after.content))
    return { entry: restored(path, now, { ...before, mode }) }
  if (file.kind === 'conflict') {
    const [base, user, target] = [after, now, before].map(({ content }) => decode(content))
    if (base !== undefined && user !== undefined && target !== undefined) {
      const merged = mergeText({ base, user, target }, { prefer: 'target' })
      if (merged.clean) {
        const message = `${path}: what you made of the conflict is gone`
        return {
          entry: restored(path, now, { content: bytes(merged.content), mode }),
          notice: { code: 'resolution-dropped', message },
        }
      }
    }
  }
  const merged = mergeFile({ path, base: asTree(after), target: asTree(before), seen: now }).entry
  const content = merged.action === 'keep' ? now.content : merged.result?.content
  if (content === undefined) {
    const lines = merged.lines ?? []
    const where = lines.length > 0 ? `${path}:${lines[0]}` : path
    return { issue: inTheWay(where, 'you have changed it since, where it would be taken back') }
  }
  return {
    entry: restored(path, now, { content: bytes(content), mode }),
    notice: { code: 'kept-yours', message: `${path}: what you have changed since stays` },
  }
}

function restored(path: string, now: FileState | null, to: FileState | null): PlanEntry {
  if (to === null) return { path, action: 'delete', seen: now, result: null }
  const result = { ...to, exact: true } as const
  return { path, action: now ? 'update' : 'create', seen: now, result }
}

function inTheWay(where: string, message: string): Issue {
  const help =
    'Move these files away (or take your change of them back), and run the command again.'
  return { code: 'changed-since', where, message, help }
}

function same(one: FileState | null, other: FileState | null): boolean {
  if (one === null || other === null) return one === other
  return one.mode === other.mode && sameBytes(one.content, other.content)
}

function asTree(state: FileState | null): TreeFile | undefined {
  if (state === null) return undefined
  // A mode is merged by its bits, whatever they are.
  const mode = state.mode as TreeFile['mode']
  return { content: decode(state.content) ?? state.content, mode }
}

function bytes(content: string | Uint8Array): Uint8Array {
  return Buffer.from(content as string)
}
