import { MANIFEST_FILE } from '../manifest/manifest.ts'
import type { Issue, News, Notice, Plan, PlanEntry, Step } from './plan.ts'

/** The entries that a commit will write or remove. */
export function changes(plan: Pick<Plan, 'entries'>): PlanEntry[] {
  return plan.entries.filter((entry) => entry.result !== undefined)
}

/** What is done where both sides changed the same: nothing at all, or both versions are written. */
export type OnConflict = 'fail' | 'markers'

export interface PlanParts {
  /** Absolute path of the project. */
  readonly root: string
  readonly entries: readonly PlanEntry[]
  readonly issues?: readonly Issue[]
  readonly notices?: readonly Notice[]
  readonly steps?: readonly Step[]
  readonly onConflict?: OnConflict
  readonly news?: readonly News[] | undefined
}

/**
 * Puts a plan together: one issue for each conflict, one notice for each thing of the user's that
 * was left alone.
 */
export function buildPlan({
  root,
  entries: merged,
  issues = [],
  notices = [],
  steps = [],
  onConflict = 'fail',
  news,
}: PlanParts): Plan {
  const entries = onConflict === 'markers' ? merged.map(withMarkers) : merged
  return {
    root,
    entries,
    issues: [...issues, ...entries.filter(blocks).map(issueOf)],
    notices: [...notices, ...entries.flatMap(noticeOf)],
    steps,
    ...(news !== undefined && { news }),
  }
}

/** The manifest is never marked: no command could read it then. */
function withMarkers(entry: PlanEntry): PlanEntry {
  const { path, action, marked } = entry
  if (action !== 'conflict' || path === MANIFEST_FILE || marked === undefined) return entry
  return marked === null ? { ...entry, stays: true } : { ...entry, result: marked }
}

function blocks({ action, result, stays }: PlanEntry): boolean {
  return action === 'conflict' && result === undefined && !stays
}

const HELP =
  'Change the file so that the two no longer meet there (or move it away), and run the command again.'
const MARKERS = ' Or settle it in the file: --conflicts markers.'

function issueOf({ path, reason, lines = [], places = [], marked, help }: PlanEntry): Issue {
  return {
    code: 'conflict',
    message: reason ?? 'cannot be merged',
    where: lines.length === 0 ? path : `${path}:${ranges(lines)}`,
    help: help ?? (marked === undefined || path === MANIFEST_FILE ? HELP : HELP + MARKERS),
    ...(places.length > 0 && { places }),
  }
}

/** Ascending line numbers as people write them: `3-5,9`. */
function ranges(lines: readonly number[]): string {
  const begins = lines.filter((line) => !lines.includes(line - 1))
  const ends = lines.filter((line) => !lines.includes(line + 1))
  return begins
    .map((begin, index) => (begin === ends[index] ? `${begin}` : `${begin}-${ends[index]}`))
    .join(',')
}

function noticeOf(entry: PlanEntry): Notice[] {
  if (entry.reason === undefined) return []
  if (entry.action === 'keep' && entry.seen === null) {
    return [{ code: 'stays-deleted', message: `${entry.path}: ${entry.reason}` }]
  }
  if (entry.stays) {
    const message = `${entry.path}: ${entry.reason}; it stays as you have it, and is yours to decide`
    return [{ code: 'yours-stays', message }]
  }
  if (entry.action === 'merge' || entry.action === 'keep') {
    return [{ code: 'kept-yours', message: `${entry.path}: ${entry.reason}` }]
  }
  return []
}
