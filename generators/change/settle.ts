import type { Arguments } from '../../src/cli/command.ts'
import type { Session } from '../../src/cli/session.ts'
import { commitSettled, readPending } from '../../src/commit/pending.ts'
import { projectReader } from '../../src/commit/read.ts'
import { UserError } from '../../src/errors.ts'
import { findProjectRoot, readManifestOfAny } from '../../src/manifest/file.ts'
import { MANIFEST_FILE, type Manifest } from '../../src/manifest/manifest.ts'
import { parseManifestOfAny } from '../../src/manifest/parse.ts'
import { type Pending, planAbort, planContinue } from '../../src/merge/pending.ts'
import type { Notice, Plan } from '../../src/merge/plan.ts'
import { packageVersion } from '../../src/package.ts'
import { spellIssueInFull } from '../../src/report/describe.ts'
import { planToJson } from '../../src/report/json.ts'
import { exitCodeOf, runAndTell } from '../steps.ts'
import { locked, recoverAndTell, showDryRun } from './locked.ts'
import { noProject } from './project.ts'
import { changeSteps } from './steps.ts'
import { summary } from './tell.ts'

/** How a pending operation ends. */
export type Ending = 'continue' | 'abort'

/**
 * Finishes an operation whose conflicts are settled, or takes it back.
 *
 * @returns the exit code
 * @throws UserError where nothing is pending, and for whatever is in the way; nothing is written then
 */
export async function runSettle(
  ending: Ending,
  { flags }: Arguments,
  session: Session,
): Promise<number> {
  const root = findProjectRoot(session.cwd)
  if (root === undefined) throw noProject(session.cwd)
  const dryRun = Boolean(flags['dry-run'])
  return locked(root, session, async () => {
    const recovered = await recoverAndTell(root, session)
    const pending = await readPending(root)
    if (!pending) throw nothingPending(recovered)
    const { plan, manifest } = await prepare(ending, root, pending)
    const refused = refusalOf(ending, pending, plan)
    if (refused !== undefined) throw refused
    if (dryRun) {
      await showDryRun(plan, session)
      if (flags.json) await session.out(planToJson(plan, { command: ending, dryRun }))
      return 0
    }
    await commitSettled(plan)
    const results = await runAndTell(plan.steps, session)
    const done = ending === 'continue' ? 'is done' : 'is taken back'
    await session.say(`${pending.label} ${done}.\n\n${summary(manifest, plan, results)}`)
    if (flags.json) {
      await session.out(planToJson(plan, { command: ending, dryRun, steps: results }))
    }
    return exitCodeOf(results, session.interrupted)
  })
}

interface Prepared {
  readonly plan: Plan
  readonly manifest: Manifest
}

async function prepare(ending: Ending, root: string, pending: Pending): Promise<Prepared> {
  const readFile = projectReader(root)
  if (ending === 'abort') {
    const manifest = await readManifestOfAny(root, packageVersion())
    return { manifest, plan: { root, steps: [], ...(await planAbort(pending, readFile)) } }
  }
  const { entries, issues } = await planContinue(pending, readFile)
  const end = entries.find(({ path }) => path === MANIFEST_FILE)?.result
  const manifest = end
    ? parseManifestOfAny(Buffer.from(end.content as string).toString(), packageVersion())
    : await readManifestOfAny(root, packageVersion())
  const files = pending.files.map(({ path, before, after }) => ({
    path,
    seen: before,
    result: after,
  }))
  const plan = { root, entries, issues, ...changeSteps(root, manifest, { files }) }
  return { manifest, plan }
}

function refusalOf(ending: Ending, { label }: Pending, { issues }: Plan): UserError | undefined {
  const [first] = issues
  if (first === undefined) return undefined
  const message =
    ending === 'continue'
      ? `${label} cannot be finished yet; nothing was written.`
      : `${label} cannot be taken back as it is; nothing was written.`
  return new UserError(message, {
    where: issues.map(spellIssueInFull).join('\n'),
    ...(first.help !== undefined && { help: first.help }),
  })
}

function nothingPending(recovered: readonly Notice[]): UserError {
  return new UserError('No operation is pending in this project.', {
    help:
      recovered.length > 0
        ? 'What was is settled: see above.'
        : 'One is after a run with --conflicts markers that has met what you changed.',
  })
}
