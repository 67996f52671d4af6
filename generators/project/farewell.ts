import type { Manifest } from '../../src/manifest/manifest.ts'
import type { Plan, Step } from '../../src/merge/plan.ts'
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
}

/** What was made, what is to be known, and the next commands as they are to be typed. */
export function farewell({ manifest, plan, results, cwd }: Made): string {
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
          ...missingManager(manifest, results),
          '\nAnd then:\n\n',
        ]
      : ['\nNext:\n\n']),
    ...block(go === undefined ? [] : [go]),
    ...block(nextCommands(manifest, results)),
    '\n',
  ].join('')
}

/** The likeliest reason where an install fails by a manager that does not come with Node. */
function missingManager({ packageManager }: Manifest, results: readonly StepResult[]): string[] {
  const install = results.find(({ step }) => step.name === 'install')
  if (install?.status !== 'failed') return []
  const { name, setup } = packageManagers[packageManager]
  return setup.map((command) => `\nIf ${name} is missing or too old: ${command}\n`)
}

function nextCommands(manifest: Manifest, results: readonly StepResult[]): string[] {
  // Tried or not: what was tried and failed is among what is left.
  const planned = (name: Step['name']) => results.some(({ step }) => step.name === name)
  const manager = packageManagers[manifest.packageManager]
  const resource = manifest.history.length === 0 ? 'article' : 'comment'
  return [
    ...(planned('install') ? [] : [manager.install]),
    ...(planned('openapi') ? [] : [`${manager.run} openapi`]),
    `${manager.run} dev`,
    `${manager.exec} plop resource ${resource} -- --fields "title:string(200) body:text?"`,
  ]
}
