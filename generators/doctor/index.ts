import type { Arguments } from '../../src/cli/command.ts'
import type { Session } from '../../src/cli/session.ts'
import { usageError } from '../../src/errors.ts'
import { noProject } from '../change/project.ts'
import { runChecks } from './checks.ts'
import { examine } from './examination.ts'
import { mend, showMend } from './fix.ts'
import { describeMended, describeResult, resultToJson } from './report.ts'
import { findDamagedRoot } from './root.ts'

/**
 * `create-alex-api doctor`: says what is wrong with a project, and with `--fix` mends what it can.
 *
 * @returns the exit code: 1 where an error is found, or is left
 * @throws UserError where there is no project, and where nothing can be written with `--fix`
 */
export async function runDoctor({ flags }: Arguments, session: Session): Promise<number> {
  const [fix, dryRun, json] = [flags.fix, flags['dry-run'], flags.json].map(Boolean)
  if (dryRun && !fix) {
    throw usageError('--dry-run goes with --fix: without it, nothing is written anyway.', {
      help: 'create-alex-api doctor --fix --dry-run',
    })
  }
  const root = findDamagedRoot(session.cwd)
  if (root === undefined) throw noProject(session.cwd)
  const { result, mended } = fix
    ? await (dryRun ? showMend : mend)(root, session)
    : { result: await runChecks(examine(root, session)), mended: undefined }
  if (mended) await session.say(describeMended(mended, { dryRun: Boolean(dryRun) }))
  await session.say(describeResult(result, { colour: session.colour, fixed: Boolean(fix) }))
  if (json) {
    const options = { root, dryRun: Boolean(dryRun), ...(mended && { mended }) }
    await session.out(resultToJson(result, options))
  }
  return result.findings.some(({ severity }) => severity === 'error') ? 1 : 0
}
