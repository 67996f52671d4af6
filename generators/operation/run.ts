import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Session, stopIfInterrupted } from '../../src/cli/session.ts'
import { commitChanges } from '../../src/commit/changes.ts'
import { readJournal } from '../../src/commit/journal.ts'
import { withLock } from '../../src/commit/lock.ts'
import { recover } from '../../src/commit/recover.ts'
import { cancelled, UserError } from '../../src/errors.ts'
import { readManifest } from '../../src/manifest/file.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import type { Notice, Plan, Step } from '../../src/merge/plan.ts'
import { packageManagers } from '../../src/model/package-managers.ts'
import { packageVersion } from '../../src/package.ts'
import { describePlan } from '../../src/report/describe.ts'
import { formatError } from '../../src/report/error.ts'
import { planToJson } from '../../src/report/json.ts'
import { nodeTooOld, runsProject, thisMachine } from '../machine.ts'
import { terminalAsk } from '../prompts.ts'
import { exitCodeOf, openapiStep, runAndTell } from '../steps.ts'
import type { Run } from './operation.ts'
import { fingerprint, planOperation } from './plan.ts'
import { refusalOf, summary } from './tell.ts'

/**
 * Adds an operation: plans, shows the plan, commits, runs the steps, tells.
 *
 * @returns the exit code
 * @throws UserError for whatever refuses it; nothing is written then
 */
export async function runOperation<A>(run: Run<A>, session: Session): Promise<number> {
  if (run.dryRun) return dryRun(run, session)
  const shown = run.confirm ? await confirmPlan(run, session) : undefined
  return locked(run, session, async () => {
    stopIfInterrupted(session)
    const recovered = await recoverAndTell(run.root, session)
    const prepared = await prepare(run, recovered)
    if (prepared === undefined) return nothingToDo(run, session, recovered)
    if (shown !== undefined && fingerprint(shown) !== fingerprint(prepared.plan)) {
      throw new UserError('The project changed while the plan was being read.', {
        where: run.root,
        help: 'Run the command again to see what it would do now.',
      })
    }
    return finish(run, session, prepared)
  })
}

function locked<T>({ root }: Where, { say }: Session, work: () => Promise<T>): Promise<T> {
  return withLock(root, work, { onWait: (holder) => void say(`Waiting for ${holder} …\n`) })
}

interface Where {
  readonly root: string
}

interface Prepared {
  readonly manifest: Manifest
  readonly plan: Plan
}

async function prepare<A>(run: Run<A>, notices: readonly Notice[]): Promise<Prepared | undefined> {
  const manifest = await readManifest(run.root, packageVersion())
  const operation = run.generator.operation(manifest, run.answers, new Date())
  if (operation === undefined) return undefined
  const said = run.generator.notices?.(manifest, operation) ?? []
  const after = openapi(run.root, manifest)
  const plan = await planOperation(run.root, manifest, operation, {
    steps: after.steps,
    notices: [...notices, ...said, ...after.notices],
  })
  return { manifest, plan }
}

/** The step that writes the OpenAPI document, or the notice that says why it has to wait. */
function openapi(
  root: string,
  manifest: Manifest,
): { readonly steps: readonly Step[]; readonly notices: readonly Notice[] } {
  const { install, run } = packageManagers[manifest.packageManager]
  const later = `write docs/openapi.json with: ${run} openapi`
  if (!existsSync(join(root, 'node_modules'))) {
    const message = `Nothing is installed yet. Install with ${install}, then ${later}`
    return { steps: [], notices: [{ code: 'not-installed', message }] }
  }
  if (!manifest.features['pinned-node'] && !runsProject(thisMachine())) {
    const notice = nodeTooOld(thisMachine())
    return { steps: [], notices: [{ ...notice, message: `${notice.message} Then ${later}` }] }
  }
  return { steps: [openapiStep(root, manifest.packageManager)], notices: [] }
}

async function finish<A>(
  run: Run<A>,
  session: Session,
  { manifest, plan }: Prepared,
): Promise<number> {
  const refusal = refusalOf(plan)
  if (refusal !== undefined) {
    await session.say(formatError(refusal, { colour: session.colour }))
    const outcome = { command: run.entry.name, dryRun: false, error: refusal }
    if (run.json) await session.out(planToJson(plan, outcome))
    return refusal.exitCode
  }
  stopIfInterrupted(session)
  await commitChanges(plan)
  const results = await runAndTell(plan.steps, session)
  await session.say(summary(manifest, plan, results))
  if (run.json) {
    await session.out(planToJson(plan, { command: run.entry.name, dryRun: false, steps: results }))
  }
  return exitCodeOf(results, session.interrupted)
}

async function nothingToDo<A>(
  run: Run<A>,
  session: Session,
  notices: readonly Notice[],
): Promise<number> {
  const { message, path } = run.generator.already(run.answers)
  await session.say(`${message}: nothing to change.\n`)
  const gone = path === undefined ? [] : goneFrom(run.root, path)
  for (const { message } of gone) await session.say(`${message}\n`)
  if (run.json) {
    const all = [...notices, ...gone]
    const plan: Plan = { root: run.root, entries: [], issues: [], notices: all, steps: [] }
    await session.out(planToJson(plan, { command: run.entry.name, dryRun: run.dryRun }))
  }
  return 0
}

/** Said of what the history has and somebody deleted by hand. */
function goneFrom(root: string, path: string): Notice[] {
  if (existsSync(join(root, path))) return []
  const message = `But ${path} is not there any more. To have it back: git checkout HEAD -- ${path}`
  return [{ code: 'stays-deleted', message }]
}

async function dryRun<A>(run: Run<A>, session: Session): Promise<number> {
  if (await readJournal(run.root)) {
    await session.say('An earlier run was cut short; the next one takes it back first.\n')
  }
  const prepared = await prepare(run, [])
  if (prepared === undefined) return nothingToDo(run, session, [])
  const { plan } = prepared
  await session.say(await describePlan(plan, { colour: session.colour }))
  await session.say('Nothing was written (--dry-run).\n')
  if (run.json) await session.out(planToJson(plan, { command: run.entry.name, dryRun: true }))
  return plan.issues.length === 0 ? 0 : 1
}

/** Shows the plan and asks. Undefined where there is nothing to confirm. */
async function confirmPlan<A>(run: Run<A>, session: Session): Promise<Plan | undefined> {
  await locked(run, session, () => recoverAndTell(run.root, session))
  const prepared = await prepare(run, [])
  if (prepared === undefined) return undefined
  const refusal = refusalOf(prepared.plan)
  if (refusal !== undefined) throw refusal
  await session.say(await describePlan(prepared.plan, { colour: session.colour }))
  const change = await terminalAsk(session.interrupted)({
    kind: 'confirm',
    name: 'change',
    flag: '--yes',
    message: 'Make these changes?',
    default: true,
  })
  if (!change) throw cancelled()
  return prepared.plan
}

async function recoverAndTell(root: string, session: Session): Promise<readonly Notice[]> {
  const notices = await recover(root)
  for (const { message } of notices) await session.say(`${message}\n`)
  return notices
}
