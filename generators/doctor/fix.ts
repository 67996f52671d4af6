import { type Session, stopIfInterrupted } from '../../src/cli/session.ts'
import { commitChanges } from '../../src/commit/changes.ts'
import { readJournal } from '../../src/commit/journal.ts'
import { readLock } from '../../src/commit/lock.ts'
import { removeLeftovers } from '../../src/commit/new-project.ts'
import { readPending } from '../../src/commit/pending.ts'
import { projectReader } from '../../src/commit/read.ts'
import { UserError } from '../../src/errors.ts'
import type { Plan, Step } from '../../src/merge/plan.ts'
import { describePlan } from '../../src/report/describe.ts'
import { installStep } from '../../src/steps/install.ts'
import { locked, recoverAndTell } from '../change/locked.ts'
import { openapiStep, runAndTell } from '../steps.ts'
import { type Result, runChecks } from './checks.ts'
import { type Draft, startDraft } from './draft.ts'
import { ENV } from './environment.ts'
import { type Examination, type ExamineOptions, examine } from './examination.ts'

/** What became of the findings that can be mended. */
export interface Mended {
  readonly done: readonly { readonly code: string; readonly done: string }[]
  readonly left: readonly { readonly code: string; readonly because: string }[]
}

export interface MendedResult {
  /** What is found afterwards; in a dry run, as it is. */
  readonly result: Result
  readonly mended: Mended
}

/**
 * Mends what can be mended without a person: all files in one commit, then the steps. Ends with
 * another look at the project.
 *
 * @throws UserError where nothing can be written; nothing is, then
 */
export async function mend(
  root: string,
  session: Session,
  options: ExamineOptions = session,
): Promise<MendedResult> {
  const lock = await readLock(root)
  const done: Done[] = lock?.gone ? [{ code: 'lock-left', done: 'took the lock over' }] : []
  return locked(root, session, async () => {
    stopIfInterrupted(session)
    if (await readJournal(root)) done.push({ code: 'journal-left', done: SETTLED })
    await recoverAndTell(root, session)

    const first = await runChecks(examine(root, options))
    const { draft, ...files } = await draftChanges(root, first)
    done.push(...files.done)
    stopIfInterrupted(session)
    await commitChanges(planOf(root, draft))
    if (first.findings.some(({ fix }) => fix?.clearsPartials)) await removeLeftovers(root)

    const after = done.length === 0 ? first : await runChecks(examine(root, options))
    const steps = await runNeededSteps(root, session, options, after)
    return {
      result: steps.result,
      mended: { done: [...done, ...steps.done], left: [...files.left, ...steps.left] },
    }
  })
}

/** What `mend` would do; nothing is written. */
export async function showMend(
  root: string,
  session: Session,
  options: ExamineOptions = session,
): Promise<MendedResult> {
  const result = await runChecks(examine(root, options))
  const { draft, done, left } = await draftChanges(root, result)
  const plan = planOf(root, draft)
  // Lines of `.env` are nobody's to read over a shoulder.
  const shown = { ...plan, entries: plan.entries.filter(({ path }) => path !== ENV) }
  if (shown.entries.length > 0) {
    await session.say(`${await describePlan(shown, { colour: session.colour })}\n`)
  }
  const others = result.findings.flatMap(({ code, fix }) =>
    fix && !fix.change && !fix.clearsPartials ? [{ code, done: fix.done }] : [],
  )
  const known = new Set<string>()
  const steps = others.filter(({ done }) => !known.has(done) && known.add(done))
  return { result, mended: { done: [...done, ...steps], left } }
}

type Done = Mended['done'][number]

const SETTLED = 'settled what a run that was cut short had begun'

interface Drafted extends Mended {
  readonly draft: Draft
}

async function draftChanges(root: string, { findings }: Result): Promise<Drafted> {
  const draft = startDraft(projectReader(root))
  const done: Done[] = []
  const left: Mended['left'][number][] = []
  const waits = await whatWaits(root)
  for (const { code, fix } of findings) {
    if (fix?.clearsPartials) done.push({ code, done: fix.done })
    if (!fix?.change) continue
    try {
      if (waits !== undefined) throw new UserError(waits)
      await fix.change(draft)
      done.push({ code, done: fix.done })
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      left.push({ code, because: error.message })
    }
  }
  return { draft, done, left }
}

/** Why no file is changed now, or undefined. */
async function whatWaits(root: string): Promise<string | undefined> {
  if (await readJournal(root)) return 'what a run that was cut short has left is settled first'
  // What is changed now could not be told from what is pending.
  return (await readPending(root)) ? 'an operation is pending, and is settled first' : undefined
}

/**
 * Runs the steps that the findings ask for, each once. What is installed shows what else there is to
 * do: the routes can be run then.
 */
async function runNeededSteps(
  root: string,
  session: Session,
  options: ExamineOptions,
  first: Result,
): Promise<MendedResult['mended'] & { readonly result: Result }> {
  const done: Done[] = []
  const left: Mended['left'][number][] = []
  const tried = new Set<string>()
  let result = first
  for (;;) {
    const next = result.findings.find(({ fix }) => fix?.step && !tried.has(fix.step))
    if (!next?.fix?.step) return { result, done, left }
    tried.add(next.fix.step)
    const [outcome] = await runAndTell([stepOf(examine(root, options), next.fix.step)], session)
    if (outcome?.status === 'done') done.push({ code: next.code, done: next.fix.done })
    else left.push({ code: next.code, because: `${outcome?.command} did not succeed` })
    result = await runChecks(examine(root, options))
  }
}

function stepOf({ root, manager }: Examination, name: 'install' | 'openapi'): Step {
  return name === 'install'
    ? installStep(root, manager.commands.install)
    : openapiStep(root, manager.name)
}

function planOf(root: string, draft: Draft): Plan {
  return { root, entries: draft.entries(), issues: [], notices: [], steps: [] }
}
