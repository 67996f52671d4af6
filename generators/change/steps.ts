import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Manifest } from '../../src/manifest/manifest.ts'
import type { FileResult, FileState, Notice, Step } from '../../src/merge/plan.ts'
import { packageManagerNames, packageManagers } from '../../src/model/package-managers.ts'
import { installStep } from '../../src/steps/install.ts'
import { nodeTooOld, runsProject, thisMachine } from '../machine.ts'
import { openapiStep } from '../steps.ts'

/** What runs after the commit, or the notices that say why it has to wait. */
export interface ChangeSteps {
  readonly steps: readonly Step[]
  readonly notices: readonly Notice[]
}

/** A file before and after. */
export interface ChangedFile {
  readonly path: string
  readonly seen: FileState | null
  /** Absent where nothing is written. */
  readonly result?: FileResult | null
}

interface StepOptions {
  readonly files: readonly ChangedFile[]
  readonly noInstall?: boolean
}

/** It is written by the running code, and so cannot be rendered. */
export const OPENAPI = 'docs/openapi.json'

/** What the files of a change ask for: an install, and the OpenAPI document. */
export function changeSteps(
  root: string,
  manifest: Manifest,
  { files, noInstall = false }: StepOptions,
): ChangeSteps {
  const { install, run, commands } = packageManagers[manifest.packageManager]
  const written = files.filter(({ result }) => result !== undefined)
  const needsOpenapi = written.some(({ path }) => path.startsWith('src/') || path === OPENAPI)
  const needsInstall = written.some(changesInstall)
  const later = `write ${OPENAPI} with: ${run} openapi`
  if (!existsSync(join(root, 'node_modules'))) {
    const message = `Nothing is installed yet. Install with ${install}`
    if (needsOpenapi) return told('not-installed', `${message}, then ${later}`)
    return needsInstall ? told('not-installed', message) : { steps: [], notices: [] }
  }
  if (needsInstall && noInstall) {
    // The new code may need what is not there yet.
    const message = `The dependencies have changed. Install with ${install}`
    return told('not-installed', needsOpenapi ? `${message}, then ${later}` : message)
  }
  const steps = needsInstall ? [installStep(root, commands.install)] : []
  if (!needsOpenapi) return { steps, notices: [] }
  if (!manifest.features['pinned-node'] && !runsProject(thisMachine())) {
    const notice = nodeTooOld(thisMachine())
    return { steps, notices: [{ ...notice, message: `${notice.message} Then ${later}` }] }
  }
  const after = steps.length > 0 ? ('install' as const) : undefined
  return { steps: [...steps, openapiStep(root, manifest.packageManager, after)], notices: [] }
}

function told(code: string, message: string): ChangeSteps {
  return { steps: [], notices: [{ code, message }] }
}

/** What package managers read, besides the dependencies in package.json. */
const SETTINGS = ['.npmrc', '.yarnrc.yml', 'bunfig.toml', 'pnpm-workspace.yaml']

/** What they write, and what git may have left for them to merge. */
const LOCK_FILES = packageManagerNames.map((name) => packageManagers[name].lockFile)

function changesInstall({ path, seen, result }: ChangedFile): boolean {
  if (SETTINGS.includes(path) || LOCK_FILES.includes(path)) return true
  if (path !== 'package.json') return false
  return !isDeepStrictEqual(dependenciesOf(seen?.content), dependenciesOf(result?.content))
}

const KEYS = /dependenc|^(resolutions|overrides|pnpm|packageManager|workspaces)$/i

function dependenciesOf(content: string | Uint8Array | undefined): unknown {
  try {
    const parsed: unknown = JSON.parse(Buffer.from((content ?? '') as string).toString())
    return Object.entries(parsed as object).filter(([key]) => KEYS.test(key))
  } catch {
    // What cannot be read is not known to be the same.
    return content
  }
}
