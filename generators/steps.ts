import { join } from 'node:path'
import type { Session } from '../src/cli/session.ts'
import type { PackageManagerName } from '../src/manifest/manifest.ts'
import type { Step } from '../src/merge/plan.ts'
import { packageManagers } from '../src/model/package-managers.ts'
import type { StepResult } from '../src/steps/run.ts'
import { shellCommand } from '../src/steps/shell.ts'

/** Runs the steps and tells each; the last lines of one that failed are shown. */
export async function runAndTell(
  steps: readonly Step[],
  session: Session,
): Promise<readonly StepResult[]> {
  if (session.interrupted.aborted) return steps.map(interruptedStep)
  if (steps.length === 0) return []
  const { runSteps } = await import('../src/steps/run.ts')
  return runSteps(steps, {
    onStart: (step) => void session.say(`${step.label} …\n`),
    onEnd: (result) => void session.say(ending(result)),
  })
}

function ending({ step, status, message, output }: StepResult): string {
  const begun = output !== undefined
  if (status === 'done' || !begun) return ''
  const lines = output.trimEnd()
  return [
    ...(lines ? [lines] : []),
    status === 'cancelled'
      ? `${step.label}: interrupted.`
      : `${step.label}: failed${message ? ` (${message})` : ''}.`,
    '',
  ].join('\n')
}

function interruptedStep(step: Step): StepResult {
  return { step, status: 'cancelled', command: shellCommand(step.cwd, step.commands) }
}

/** What is left to be done by hand, in the order of the steps. */
export function leftOver(results: readonly StepResult[]): readonly string[] {
  return results.filter(({ status }) => status !== 'done').map(({ command }) => command)
}

/** 130 where the run was interrupted, 1 where a step failed, else 0. */
export function exitCodeOf(results: readonly StepResult[], interrupted: AbortSignal): 0 | 1 | 130 {
  if (interrupted.aborted || results.some(({ status }) => status === 'cancelled')) return 130
  return results.some(({ status }) => status === 'failed') ? 1 : 0
}

/** Writes what is derived from the running code, and so cannot be rendered. */
export function openapiStep(
  folder: string,
  packageManager: PackageManagerName,
  after?: Step['name'],
): Step {
  return {
    name: 'openapi',
    label: `Writing ${join('docs', 'openapi.json')}`,
    commands: [packageManagers[packageManager].commands.run('openapi')],
    cwd: folder,
    ...(after === undefined ? {} : { after }),
  }
}
