import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { planChange } from '../../../generators/change/plan.ts'
import { runSync } from '../../../generators/sync/index.ts'
import type { FlagValues } from '../../../src/cli/command.ts'
import { commitChanges } from '../../../src/commit/changes.ts'
import { UserError } from '../../../src/errors.ts'
import { readManifest } from '../../../src/manifest/file.ts'
import type { Manifest, Operation } from '../../../src/manifest/manifest.ts'
import { foldModel } from '../../../src/model/model.ts'
import { packageVersion } from '../../../src/package.ts'
import { render } from '../../../src/render/render.ts'
import { loadTemplates } from '../../../src/render/templates.ts'
import { formatError } from '../../../src/report/error.ts'
import { emptyFolder } from './program.ts'

export interface Synced {
  readonly code: number
  readonly stderr: string
  readonly stdout: string
}

/** A project in a repository of its own, with one commit on `main`. */
export interface Repository {
  readonly root: string
  /** Runs git, and returns what it prints. */
  readonly git: (...args: readonly string[]) => string
  /** Runs git where it may stop; says whether it went through. */
  readonly tries: (...args: readonly string[]) => boolean
  /** Changes the project as a generator does, with the manifest that it comes to. */
  readonly change: (after: (before: Manifest) => Manifest) => Promise<void>
  /** Adds an operation, as a generator does. */
  readonly grow: (operation: Operation) => Promise<void>
  readonly read: (path: string) => string
  readonly write: (path: string, content: string) => void
  readonly edit: (path: string, change: (text: string) => string) => void
  readonly remove: (path: string) => void
  readonly has: (path: string) => boolean
  readonly commit: (message: string) => void
  /** Does the work on a new branch from where we are, commits it, and comes back. */
  readonly branch: (name: string, work: () => unknown) => Promise<void>
  readonly history: () => readonly Operation[]
  /** `XY path` of whatever git has to say of. */
  readonly status: () => readonly string[]
  /** `create-alex-api sync`, in this process and without a terminal. */
  readonly sync: (flags?: FlagValues) => Promise<Synced>
  /** The files of the commit that the merge will come to, as they are generated. */
  readonly expected: () => Promise<Readonly<Record<string, string>>>
  /** The files of the project, without those of git. */
  readonly files: () => Readonly<Record<string, string>>
}

/** @param parts what differs from a project with nothing in it */
export async function makeRepository(parts: Partial<Manifest> = {}): Promise<Repository> {
  const root = join(emptyFolder(), 'my-api')
  const templates = await loadTemplates()
  const rendered = (manifest: Manifest) => {
    const tree = render(foldModel(manifest), templates)
    return Object.fromEntries([...tree].map(([path, { content }]) => [path, String(content)]))
  }
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  const first: Manifest = {
    version: packageVersion(),
    name: 'my-api',
    features: { docker: true },
    packageManager: 'npm',
    history: [],
    ...parts,
  }
  for (const [path, content] of Object.entries(rendered(first))) write(path, content)

  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_EDITOR: 'true' }
  const git = (...words: readonly string[]) =>
    execFileSync('git', words, {
      cwd: root,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  const commit = (message: string) => {
    git('add', '--all')
    git('commit', '--quiet', '--message', message)
  }
  git('init', '--quiet', '--initial-branch', 'main')
  git('config', 'user.name', 'Test')
  git('config', 'user.email', 'test@localhost')
  commit('Begin')

  const change: Repository['change'] = async (after) => {
    const before = await readManifest(root, packageVersion())
    const plan = await planChange(
      root,
      before,
      { manifest: after(before), keepEdited: true },
      { recovered: [], label: 'test', onConflict: 'fail' },
    )
    await commitChanges(plan)
  }
  return {
    root,
    git,
    read,
    write,
    commit,
    change,
    tries: (...words) => spawnSync('git', words, { cwd: root, env, stdio: 'ignore' }).status === 0,
    grow: (operation) =>
      change((before) => ({ ...before, history: [...before.history, operation] })),
    edit: (path, edited) => write(path, edited(read(path))),
    remove: (path) => rmSync(join(root, path)),
    has: (path) => existsSync(join(root, path)),
    branch: async (name, work) => {
      const from = git('rev-parse', '--abbrev-ref', 'HEAD').trim()
      git('checkout', '--quiet', '-b', name)
      await work()
      commit(name)
      git('checkout', '--quiet', from)
    },
    history: () => JSON.parse(read('alex.json')).history,
    status: () =>
      git('status', '--porcelain', '--untracked-files=all')
        .split('\n')
        .filter((line) => line !== ''),
    sync: (flags = {}) => syncIn(root, flags),
    expected: async () => rendered(await readManifest(root, packageVersion())),
    files: () =>
      Object.fromEntries(
        git('ls-files', '-z', '--cached', '--others', '--exclude-standard')
          .split('\0')
          .filter((path) => path !== '' && existsSync(join(root, path)))
          .sort()
          .map((path) => [path, read(path)]),
      ),
  }
}

async function syncIn(root: string, flags: FlagValues): Promise<Synced> {
  const said = { stdout: '', stderr: '' }
  const session = {
    cwd: root,
    env: {},
    interactive: false,
    colour: false,
    interrupted: new AbortController().signal,
    out: async (text: string) => {
      said.stdout += text
    },
    say: async (text: string) => {
      said.stderr += text
    },
  }
  try {
    return { code: await runSync({ flags, positionals: [] }, session), ...said }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { code: error.exitCode, ...said, stderr: said.stderr + formatError(error) }
  }
}
