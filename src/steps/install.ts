import type { Step } from '../merge/plan.ts'

/** The step that installs the dependencies; `command` is the package manager's, as `['npm', 'install']`. */
export function installStep(root: string, command: readonly [string, ...string[]]): Step {
  return { name: 'install', label: 'Installing dependencies', commands: [command], cwd: root }
}
