import type { Manifest } from '../../src/manifest/manifest.ts'
import type { Plan } from '../../src/merge/plan.ts'
import { packageManagers } from '../../src/model/package-managers.ts'
import type { StepResult } from '../../src/steps/run.ts'
import { changeDirectory } from '../shell.ts'
import { leftOver } from '../steps.ts'

export interface Made {
  readonly manifest: Manifest
  readonly plan: Plan
  readonly results: readonly StepResult[]
  /** Where the person is. */
  readonly cwd: string
  /** The project's scripts run on this machine. */
  readonly runs: boolean
}

/** What was made, what is to be known, and the next commands as they are to be typed. */
export function farewell({ manifest, plan, results, cwd, runs }: Made): string {
  const go = changeDirectory(cwd, plan.root)
  const block = (lines: readonly string[]) => lines.map((line) => `  ${line}\n`)
  const left = leftOver(results)
  const failed = left.length > 0
  const made = `Made ${manifest.name}: ${plan.entries.length} files in ${plan.root}.\n`
  return [
    `\n${made}`,
    ...plan.notices.map(({ message }) => `\n${message}\n`),
    ...(failed
      ? [
          '\nThe project is in place, but not everything was done. To do the rest:\n\n',
          ...block(left),
          '\nAnd then:\n\n',
        ]
      : ['\nNext:\n\n']),
    ...block(go === undefined ? [] : [go]),
    ...block(nextCommands(manifest, { installed: wasRun(results, 'install'), failed, runs })),
    '\n',
  ].join('')
}

function wasRun(results: readonly StepResult[], name: string): boolean {
  return results.some(({ step }) => step.name === name)
}

function nextCommands(
  manifest: Manifest,
  { installed, failed, runs }: { installed: boolean; failed: boolean; runs: boolean },
): string[] {
  const manager = packageManagers[manifest.packageManager]
  const resource = manifest.history.length === 0 ? 'article' : 'comment'
  return [
    ...(installed ? [] : [manager.install]),
    ...(failed || (installed && runs) ? [] : [`${manager.run} openapi`]),
    `${manager.run} dev`,
    `${manager.exec} plop resource ${resource} -- --fields "title:string(200) body:text?"`,
  ]
}
