import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Session } from '../../src/cli/session.ts'
import { readJournal } from '../../src/commit/journal.ts'
import { readLock } from '../../src/commit/lock.ts'
import { readPending } from '../../src/commit/pending.ts'
import { projectReader } from '../../src/commit/read.ts'
import type { PackageManagerName } from '../../src/manifest/manifest.ts'
import { decode } from '../../src/merge/file.ts'
import type { ReadFile } from '../../src/merge/merge.ts'
import {
  type PackageManager,
  packageManagerNames,
  packageManagers,
} from '../../src/model/package-managers.ts'
import { packageRoot, packageVersion } from '../../src/package.ts'
import type { OverrideProblem } from '../../src/render/overrides/problem.ts'
import type { Tree } from '../../src/render/tree.ts'
import { overrideProblems, renderProject } from '../change/rendering.ts'
import { type Machine, runsProject, thisMachine } from '../machine.ts'
import { type MigrationStates, readMigrationStates } from './database.ts'
import { type Environment, readEnvironment } from './environment.ts'
import { type GitState, readGitState } from './git.ts'
import { type ManifestState, readManifestState } from './manifest-state.ts'
import { once } from './once.ts'

/** A project as the checks see it: each thing is read once, when the first check asks for it. */
export interface Examination {
  /** Absolute. */
  readonly root: string
  readonly env: Session['env']
  readonly signal: AbortSignal
  readonly machine: Machine
  /** The copy that runs. */
  readonly running: { readonly version: string; readonly folder: string }
  readonly manifest: ManifestState
  /** The manifest's package manager; where it says none, the one whose lock file is there. */
  readonly manager: PackageManager
  /** Whether the project's scripts can be run here. */
  readonly runs: () => boolean
  /** What the project is rendered to, where there is a model. @throws UserError for its overrides */
  readonly tree: () => Promise<Tree>
  /** What is wrong with the overrides; nothing where there is no manifest. */
  readonly overrideProblems: () => Promise<readonly OverrideProblem[]>
  readonly packageJson: () => PackageJson | undefined
  /** A file as the commit sees it: throws a UserError for a symbolic link, and for no file. */
  readonly readFile: ReadFile
  /** The text of a file; undefined where there is none, or none that can be read. */
  readonly text: (path: string) => string | undefined
  readonly has: (path: string) => boolean
  /** The names in a folder; none where there is no such folder. */
  readonly names: (folder: string) => readonly string[]
  readonly environment: () => Environment
  readonly git: () => Promise<GitState>
  readonly journal: () => ReturnType<typeof readJournal>
  readonly pending: () => ReturnType<typeof readPending>
  readonly lock: () => ReturnType<typeof readLock>
  /** What the database says, which is asked by running the project. */
  readonly migrations: () => Promise<MigrationStates>
}

export interface PackageJson {
  readonly engines?: { readonly node?: unknown }
  readonly scripts?: Readonly<Record<string, unknown>>
  readonly dependencies?: Readonly<Record<string, unknown>>
  readonly devDependencies?: Readonly<Record<string, unknown>>
}

/** What an examination is told of where it runs; a session says it too. */
export interface ExamineOptions {
  readonly env: Session['env']
  readonly interrupted: AbortSignal
  /** The one that this runs on, unless a test says another. */
  readonly machine?: Machine
}

/** Looks at nothing yet but the manifest. */
export function examine(
  root: string,
  { env, interrupted: signal, machine = thisMachine() }: ExamineOptions,
): Examination {
  const running = { version: packageVersion(), folder: packageRoot() }
  const manifest = readManifestState(root, running.version)
  const text = (path: string) => readText(join(root, path))
  const has = (path: string) => existsSync(join(root, path))
  const project: Examination = {
    root,
    env,
    signal,
    machine,
    running,
    manifest,
    manager: packageManagers[managerOf(manifest, has)],
    runs: once(() => has('node_modules') && (runsProject(machine) || has('node_modules/node'))),
    tree: once(async () => {
      if (!manifest.manifest || !manifest.model) throw new Error('there is nothing to render')
      return renderProject(root, manifest.manifest)
    }),
    overrideProblems: once(async () =>
      manifest.manifest ? overrideProblems(root, manifest.manifest) : [],
    ),
    packageJson: once(() => parseObject(text('package.json'))),
    readFile: projectReader(root),
    text,
    has,
    names: (folder) => {
      try {
        return readdirSync(join(root, folder))
      } catch {
        return []
      }
    },
    environment: once(() => readEnvironment(text, env)),
    git: once(() => readGitState(root)),
    journal: once(() => readJournal(root)),
    pending: once(() => readPending(root)),
    lock: once(() => readLock(root)),
    migrations: once(() => readMigrationStates(project)),
  }
  return project
}

function readText(path: string): string | undefined {
  try {
    return decode(readFileSync(path))
  } catch {
    return undefined
  }
}

export function parseObject(text: string | undefined): PackageJson | undefined {
  try {
    const value: unknown = JSON.parse((text ?? '').replace(/^\ufeff/, ''))
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

function managerOf({ loose }: ManifestState, has: (path: string) => boolean): PackageManagerName {
  const named = packageManagerNames.find((name) => name === loose.packageManager)
  const locked = packageManagerNames.find((name) => has(packageManagers[name].lockFile))
  return named ?? locked ?? 'npm'
}
