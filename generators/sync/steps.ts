import type { Manifest } from '../../src/manifest/manifest.ts'
import { same } from '../../src/merge/branches.ts'
import type { FileResult, FileState, Notice, PlanEntry, Step } from '../../src/merge/plan.ts'
import { packageManagers } from '../../src/model/package-managers.ts'
import { stageCommand } from '../../src/steps/stopped.ts'
import type { RunOptions } from '../change/change.ts'
import { changeSteps, OPENAPI } from '../change/steps.ts'
import type { SyncFile } from './plan.ts'

interface SyncSteps {
  readonly steps: readonly Step[]
  readonly notices: readonly Notice[]
  /** The files, with what becomes of the lock file. */
  readonly files: readonly SyncFile[]
}

/** What runs after a merge is settled: git is told, dependencies are installed, documents written. */
export function syncSteps(
  { root, noInstall = false }: RunOptions,
  manifest: Manifest,
  files: readonly SyncFile[],
): SyncSteps {
  const { lockFile, install, name, run } = packageManagers[manifest.packageManager]
  const changed = files.flatMap(({ path, entry, ours, unmerged }) => {
    const result = entry.result === undefined ? asResult(entry.seen) : entry.result
    const isOther = unmerged && (path === lockFile || path === OPENAPI)
    return isOther || !isResult(ours, result) ? [{ path, seen: ours, result }] : []
  })
  const { steps, notices } = changeSteps(root, manifest, { files: changed, noInstall })
  const installs = steps.some((step) => step.name === 'install')
  const isLock = ({ path, status }: SyncFile) => path === lockFile && status === 'open'
  const settled = files.map((file) => {
    if (!isLock(file)) return file
    return installs ? handedOver(file, name === 'bun') : waiting(file, install)
  })
  const isOpen = settled.some(({ status }) => status === 'open')
  const staged = files.filter(
    ({ status, entry, unmerged }) => status === 'done' && (unmerged || entry.result !== undefined),
  )
  const adds = new Map<string, readonly string[]>([
    ['install', files.filter(isLock).map(({ path }) => path)],
    ['openapi', [OPENAPI]],
  ])
  const later = `When all is settled, write ${OPENAPI} with: ${run} openapi`
  const waits = isOpen && steps.some((step) => step.name === 'openapi')
  return {
    files: settled,
    steps: [
      ...(staged.length > 0 ? [stageStep(root, staged)] : []),
      ...steps
        .filter((step) => step.name !== 'openapi' || !isOpen)
        .map((step) => addingTo(step, adds.get(step.name) ?? [])),
    ],
    notices: [...notices, ...(waits ? [{ code: 'unsettled', message: later }] : [])],
  }
}

function stageStep(root: string, files: readonly SyncFile[]): Step {
  const commands = [stageCommand(files.map(({ path }) => path))]
  return { name: 'git', label: 'Adding to git what is settled', commands, cwd: root }
}

/** The step, and what it wrote is added to git. */
function addingTo(step: Step, paths: readonly string[]): Step {
  if (paths.length === 0) return step
  return { ...step, commands: [...step.commands, stageCommand(paths)] }
}

/** Package managers settle their own file, markers and all; bun begins with what one branch has. */
function handedOver(file: SyncFile, begins: boolean): SyncFile {
  const { path, ours, entry } = file
  const { seen } = entry
  if (!begins || !ours) return { ...file, status: 'done', entry: { path, action: 'keep', seen } }
  const result = asResult(ours)
  return { ...file, status: 'done', entry: { path, action: 'merge', seen, result } }
}

function waiting(file: SyncFile, install: string): SyncFile {
  const reason = `both branches changed it, and ${install} settles it`
  const entry: PlanEntry = { ...file.entry, reason, stays: true }
  return { ...file, entry }
}

function asResult(state: FileState): FileResult
function asResult(state: FileState | null): FileResult | null
function asResult(state: FileState | null): FileResult | null {
  return state && { content: state.content, mode: state.mode }
}

function isResult(state: FileState | null, result: FileResult | null): boolean {
  return same(
    state,
    result && { content: Buffer.from(result.content as string), mode: result.mode },
    true,
  )
}
