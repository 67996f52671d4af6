import type { Issue, Notice, Plan, PlanEntry, Step } from './plan.ts'

const WRITES: ReadonlySet<string> = new Set(['create', 'update', 'merge', 'delete'])

/** The entries that a commit will write or remove. */
export function changes(plan: Pick<Plan, 'entries'>): PlanEntry[] {
  return plan.entries.filter((entry) => WRITES.has(entry.action))
}

export interface PlanParts {
  /** Absolute path of the project. */
  readonly root: string
  readonly entries: readonly PlanEntry[]
  readonly issues?: readonly Issue[]
  readonly notices?: readonly Notice[]
  readonly steps?: readonly Step[]
}

/**
 * Puts a plan together: one issue for each conflict, one notice for each thing of the user's that
 * was left alone.
 */
export function buildPlan({
  root,
  entries,
  issues = [],
  notices = [],
  steps = [],
}: PlanParts): Plan {
  return {
    root,
    entries,
    issues: [...issues, ...entries.filter((entry) => entry.action === 'conflict').map(issueOf)],
    notices: [...notices, ...entries.flatMap(noticeOf)],
    steps,
  }
}

const HELP =
  'Change the file so that the two no longer meet there (or move it away), and run the command again.'

function issueOf({ path, reason, lines = [], places = [] }: PlanEntry): Issue {
  return {
    code: 'conflict',
    message: reason ?? 'cannot be merged',
    where: lines.length === 0 ? path : `${path}:${ranges(lines)}`,
    help: HELP,
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
  if (entry.action === 'merge') {
    return [{ code: 'kept-yours', message: `${entry.path}: ${entry.reason}` }]
  }
  return []
}
