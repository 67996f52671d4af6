import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Session, stopIfInterrupted } from '../../src/cli/session.ts'
import { commitChanges } from '../../src/commit/changes.ts'
import { readJournal } from '../../src/commit/journal.ts'
import { commitPending, refusePending } from '../../src/commit/pending.ts'
import { cancelled, UserError } from '../../src/errors.ts'
import { readManifest } from '../../src/manifest/file.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { pendingOf, withoutEnd } from '../../src/merge/pending.ts'
import type { Notice, Plan } from '../../src/merge/plan.ts'
import { packageVersion } from '../../src/package.ts'
import { describePlan } from '../../src/report/describe.ts'
import { formatError } from '../../src/report/error.ts'
import { planToJson } from '../../src/report/json.ts'
import { terminalAsk } from '../prompts.ts'
import { exitCodeOf, runAndTell } from '../steps.ts'
import type { Change, RunOptions } from './change.ts'
import { locked, recoverAndTell, showDryRun } from './locked.ts'
import { fingerprint, planChange } from './plan.ts'
import { pendingSummary, refusalOf, summary } from './tell.ts'

/**
 * Changes a project to what its manifest is to be.
 *
 * @returns the exit code
 * @throws UserError for whatever refuses it; nothing is written then
 */
export function runChange(change: Change, session: Session): Promise<number> {
  return runPlanned({ ...change, prepare: (recovered) => prepare(change, recovered) }, session)
}

/**
 * Plans, shows the plan, commits, runs the steps, tells. Every command that changes a project goes
 * this way.
 *
 * @returns the exit code
 * @throws UserError for whatever refuses it; nothing is written then
 */
export async function runPlanned(change: PlannedChange, session: Session): Promise<number> {
  if (change.dryRun) return dryRun(change, session)
  const shown = change.confirm ? await confirmPlan(change, session) : undefined
  return locked(change.root, session, async () => {
    stopIfInterrupted(session)
    const recovered = await takeUp(change, session)
    const prepared = await change.prepare(recovered)
    if (prepared === undefined) return nothingToDo(change, session, recovered)
    if (shown !== undefined && fingerprint(shown) !== fingerprint(prepared.plan)) {
      throw new UserError('The project changed while the plan was being read.', {
        where: change.root,
        help: 'Run the command again to see what it would do now.',
      })
    }
    return finish(change, session, { ...prepared, isShown: shown !== undefined })
  })
}

/** A change with the way to its plan. */
export interface PlannedChange extends RunOptions, Pick<Change, 'already'> {
  /**
   * The plan, or `undefined` where there is nothing to do. It is asked for the plan that is shown, and
   * once more under the lock.
   *
   * @param recovered what was taken back of a run that was cut short
   */
  readonly prepare: (recovered: readonly Notice[]) => Promise<Prepared | undefined>
}

export interface Prepared {
  /** What it is called until it is settled: `plop resource article`. */
  readonly label: string
  readonly manifest: Manifest
  readonly plan: Plan
  /** Said at the end, where git keeps what is still open, and not this program. */
  readonly keptByGit?: string
}

async function prepare(
  change: Change,
  recovered: readonly Notice[],
): Promise<Prepared | undefined> {
  const { older = false } = change
  const manifest = await readManifest(change.root, packageVersion(), { older })
  const wanted = await change.decide(manifest, new Date())
  if (wanted === undefined) return undefined
  const label = labelOf(change, manifest, wanted.manifest)
  const onConflict = change.onConflict ?? 'fail'
  const plan = await planChange(change.root, manifest, wanted, {
    recovered,
    label,
    onConflict,
    noInstall: change.noInstall,
  })
  return { manifest: wanted.manifest, plan, label }
}

/** As it would be typed. */
function labelOf({ command }: Change, before: Manifest, { history }: Manifest): string {
  const last = history.at(-1)
  const isOne = history.length === before.history.length + 1
  if (!last || !isOne || last.run === 'upgrade') return `create-alex-api ${command}`
  return `plop ${last.run} ${'resource' in last ? last.resource : last.name}`
}

async function finish(
  change: PlannedChange,
  session: Session,
  { manifest, plan, label, keptByGit, isShown }: Prepared & { readonly isShown: boolean },
): Promise<number> {
  const refusal = refusalOf(plan)
  if (refusal !== undefined) {
    await session.say(formatError(refusal, { colour: session.colour }))
    const outcome = { command: change.command, dryRun: false, error: refusal }
    if (change.json) await session.out(planToJson(plan, outcome))
    return refusal.exitCode
  }
  stopIfInterrupted(session)
  const pending = keptByGit === undefined ? pendingOf(plan, label) : undefined
  if (pending !== undefined) {
    await commitPending(plan, pending)
    const written = { ...plan, entries: withoutEnd(plan), steps: [] }
    await session.say(pendingSummary(written, label))
    const outcome = { command: change.command, dryRun: false, pending: label }
    if (change.json) await session.out(planToJson(written, outcome))
    return 1
  }
  await commitChanges(plan)
  const results = await runAndTell(plan.steps, session)
  // What is new has been read once, where the plan was shown.
  const { news: _, ...told } = plan
  await session.say(summary(manifest, isShown ? told : plan, results) + (keptByGit ?? ''))
  if (change.json) {
    await session.out(planToJson(plan, { command: change.command, dryRun: false, steps: results }))
  }
  return exitCodeOf(results, session.interrupted) || (isOpen(plan) ? 1 : 0)
}

/** Whether something is left for a person to settle. */
function isOpen({ entries }: Plan): boolean {
  return entries.some(({ action }) => action === 'conflict')
}

async function nothingToDo(
  change: PlannedChange,
  session: Session,
  notices: readonly Notice[],
): Promise<number> {
  const { message, path } = change.already()
  await session.say(`${message}: nothing to change.\n`)
  const gone = path === undefined ? [] : goneFrom(change.root, path)
  for (const { message } of gone) await session.say(`${message}\n`)
  if (change.json) {
    const all = [...notices, ...gone]
    const plan: Plan = { root: change.root, entries: [], issues: [], notices: all, steps: [] }
    await session.out(planToJson(plan, { command: change.command, dryRun: change.dryRun }))
  }
  return 0
}

/** Said of what the history has and somebody deleted by hand. */
function goneFrom(root: string, path: string): Notice[] {
  if (existsSync(join(root, path))) return []
  const message = `But ${path} is not there any more. To have it back: git checkout HEAD -- ${path}`
  return [{ code: 'stays-deleted', message }]
}

async function dryRun(change: PlannedChange, session: Session): Promise<number> {
  if (await readJournal(change.root)) {
    await session.say('An earlier run was cut short; the next one takes it back first.\n')
  }
  await refusePending(change.root)
  const prepared = await change.prepare([])
  if (prepared === undefined) return nothingToDo(change, session, [])
  const { plan } = prepared
  await showDryRun(plan, session)
  if (change.json) await session.out(planToJson(plan, { command: change.command, dryRun: true }))
  return isOpen(plan) || plan.issues.length > 0 ? 1 : 0
}

/** Shows the plan and asks. Undefined where there is nothing to confirm. */
async function confirmPlan(change: PlannedChange, session: Session): Promise<Plan | undefined> {
  await locked(change.root, session, () => takeUp(change, session))
  const prepared = await change.prepare([])
  if (prepared === undefined) return undefined
  const refusal = refusalOf(prepared.plan)
  if (refusal !== undefined) throw refusal
  await session.say(await describePlan(prepared.plan, { colour: session.colour }))
  const agreed = await terminalAsk(session.interrupted)({
    kind: 'confirm',
    name: 'change',
    flag: '--yes',
    message: 'Make these changes?',
    default: true,
  })
  if (!agreed) throw cancelled()
  return prepared.plan
}

/** What was taken back of a run that was cut short, where nothing else stands in the way. */
async function takeUp({ root }: PlannedChange, session: Session): Promise<readonly Notice[]> {
  const notices = await recoverAndTell(root, session)
  await refusePending(root)
  return notices
}
