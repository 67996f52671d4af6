import { UserError } from '../../src/errors.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import type { Plan } from '../../src/merge/plan.ts'
import { packageManagers } from '../../src/model/package-managers.ts'
import { spellIssueInFull } from '../../src/report/describe.ts'
import type { StepResult } from '../../src/steps/run.ts'
import { leftOver } from '../steps.ts'

/** Why the whole plan is blocked, or `undefined`. */
export function refusalOf({ issues }: Plan): UserError | undefined {
  const [first] = issues
  if (first === undefined) return undefined
  const many = issues.length > 1 ? ` in ${issues.length} places` : ''
  return new UserError(`Your changes and the new code meet${many}; nothing was written.`, {
    where: issues.map(spellIssueInFull).join('\n'),
    help: first.help ?? 'Look at these places, and run the command again.',
  })
}

/** What was done, path by path, and what is left to be done. */
export function summary(manifest: Manifest, plan: Plan, results: readonly StepResult[]): string {
  const width = Math.max(...plan.entries.map(({ action }) => action.length))
  const left = leftOver(results)
  const { run } = packageManagers[manifest.packageManager]
  return [
    ...plan.entries.map(({ action, path }) => `  ${action.padEnd(width)}  ${path}\n`),
    ...plan.notices.map(({ message }) => `\n${message}\n`),
    ...(left.length === 0
      ? plan.steps.length === 0
        ? []
        : [`\nNext: ${run} check\n`]
      : ['\nThe files are in place, but not everything was done. To do the rest:\n\n']),
    ...left.map((command) => `  ${command}\n`),
  ].join('')
}
