import { usageError } from '../../src/errors.ts'
import type { PackageManagerName } from '../../src/manifest/manifest.ts'
import type { Notice } from '../../src/merge/plan.ts'
import { type Machine, nodeTooOld, PROJECT_NODE, pinningProblem, runsProject } from '../machine.ts'

export interface NodeChoice {
  /** Node comes with the project, as an npm package. */
  readonly pinned: boolean
  /** The project's scripts will run on this machine. */
  readonly runs: boolean
  readonly notices: readonly Notice[]
}

/**
 * Decides on the feature `pinned-node`.
 *
 * @param wanted what `--pin-node` or `--no-pin-node` said; without either, the machine decides
 * @throws UserError (exit code 2) where `--pin-node` cannot work
 */
export function chooseNode(
  machine: Machine,
  packageManager: PackageManagerName,
  wanted: boolean | undefined,
): NodeChoice {
  const problem = pinningProblem(machine, packageManager)
  if (wanted && problem !== undefined) {
    throw usageError(`--pin-node cannot work here: ${problem}.`, {
      help: `Leave it out, and install Node ${PROJECT_NODE} or newer.`,
    })
  }
  if (wanted) return { pinned: true, runs: true, notices: [] }
  if (runsProject(machine)) return { pinned: false, runs: true, notices: [] }
  if (wanted === false || problem !== undefined) {
    return { pinned: false, runs: false, notices: [nodeTooOld(machine, problem)] }
  }
  return {
    pinned: true,
    runs: true,
    notices: [
      {
        code: 'pinned-node',
        message:
          `This machine's Node ${machine.node} is older than the ${PROJECT_NODE} that the project ` +
          'needs, so Node 24 comes with it as an npm package (--no-pin-node leaves it out).',
      },
    ],
  }
}
