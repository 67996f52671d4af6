import { execFile, execFileSync } from 'node:child_process'
import fs from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { planChange } from '../../generators/change/plan.ts'
import { commitChanges } from '../../src/commit/changes.ts'
import { readManifest } from '../../src/manifest/file.ts'
import type { Manifest, Operation } from '../../src/manifest/manifest.ts'
import { foldModel } from '../../src/model/model.ts'
import { packageVersion } from '../../src/package.ts'
import { render } from '../../src/render/render.ts'
import { loadTemplates } from '../../src/render/templates.ts'
import type { CommandFault } from './preload.ts'

const REPOSITORY = join(import.meta.dirname, '../..')
const PROGRAM = join(REPOSITORY, 'dist/src/cli.js')
const PLOP = join(REPOSITORY, 'node_modules/plop/bin/plop.js')

export interface Ran {
  /** `null` where it was killed. */
  readonly code: number | null
  readonly stderr: string
}

/** Something that a person types in a project. */
export interface CommandScenario {
  readonly name: string
  /** Makes of a project that has an article what the command is typed in. */
  readonly prepare?: (project: Project) => Promise<void>
  readonly typed: readonly ['create-alex-api' | 'plop', ...string[]]
  /** What is typed next, and takes up what was cut short; by default, something that changes nothing. */
  readonly next?: readonly ['create-alex-api' | 'plop', ...string[]]
}

export interface Project {
  readonly root: string
  readonly run: (typed: CommandScenario['typed']) => Promise<Ran>
  readonly change: (after: (manifest: Manifest) => Manifest) => Promise<void>
  readonly git: (...words: readonly string[]) => void
}

const article: Operation = {
  at: '20261122T093000Z',
  run: 'resource',
  name: 'article',
  fields: 'title:string views:integer=0',
}
const tag = (at: string, name = 'tag'): Operation => ({
  at,
  run: 'resource',
  name,
  fields: 'label:string',
})
const added =
  (...operations: readonly Operation[]) =>
  (manifest: Manifest): Manifest => ({ ...manifest, history: [...manifest.history, ...operations] })

/** A resource whose entity is there already, with something else in it. */
async function conflicting({ root, run }: Project): Promise<void> {
  const path = join(root, 'src/resources/tags/tag.ts')
  await fs.mkdir(dirname(path), { recursive: true })
  await fs.writeFile(path, 'export const mine = 1\n')
  const { code, stderr } = await run([...RESOURCE, '--conflicts', 'markers'])
  if (code !== 1) throw new Error(`it left no conflict: ${stderr}`)
}

const RESOURCE = ['plop', 'resource', 'tag', '--', '--fields', 'label:string', '--yes'] as const

export const COMMANDS: readonly CommandScenario[] = [
  { name: 'plop resource', typed: RESOURCE },
  {
    name: 'plop field',
    typed: [
      'plop',
      'field',
      'article',
      '--',
      '--add',
      'subtitle:string?',
      '--drop',
      'views',
      '--allow-data-loss',
      '--yes',
    ],
  },
  { name: 'plop remove', typed: ['plop', 'remove', 'article', '--', '--allow-data-loss', '--yes'] },
  { name: 'undo', typed: ['create-alex-api', 'undo', 'resource', 'article', '--yes'] },
  { name: 'add', typed: ['create-alex-api', 'add', 'github-ci', '--yes'] },
  {
    name: 'remove',
    prepare: ({ change }) =>
      change((manifest) => ({
        ...manifest,
        features: { ...manifest.features, 'github-ci': true },
      })),
    typed: ['create-alex-api', 'remove', 'github-ci', '--yes'],
  },
  {
    name: 'continue',
    prepare: async (project) => {
      await conflicting(project)
      const path = join(project.root, 'src/resources/tags/tag.ts')
      const text = await fs.readFile(path, 'utf8')
      await fs.writeFile(path, text.replace(/<{7}[\s\S]*={7}\n/, '').replace(/>{7}.*\n/, ''))
    },
    typed: ['create-alex-api', 'continue'],
    next: ['create-alex-api', 'abort', '--dry-run'],
  },
  {
    name: 'abort',
    prepare: conflicting,
    typed: ['create-alex-api', 'abort'],
    next: ['create-alex-api', 'abort', '--dry-run'],
  },
  {
    name: 'sync',
    prepare: async ({ change, git }) => {
      git('init', '--quiet', '--initial-branch', 'main')
      git('config', 'user.name', 'Test')
      git('config', 'user.email', 'test@localhost')
      const commit = (message: string) => {
        git('add', '--all')
        git('commit', '--quiet', '--message', message)
      }
      commit('Begin')
      git('checkout', '--quiet', '-b', 'other')
      await change(added(tag('20261122T100000Z')))
      commit('other')
      git('checkout', '--quiet', 'main')
      await change(added(tag('20261122T110000Z', 'zebra')))
      commit('ours')
      try {
        git('merge', 'other')
      } catch {
        return
      }
      throw new Error('git did not stop')
    },
    typed: ['create-alex-api', 'sync'],
    next: ['create-alex-api', 'sync'],
  },
]

/** Types nothing that would change a project that has a Dockerfile. */
export const NEXT = ['create-alex-api', 'add', 'docker', '--yes'] as const

export interface RunOptions {
  readonly preload?: string
  readonly fault?: CommandFault
  /** Where the names of its writes go. */
  readonly calls?: string
  readonly uid?: number
}

/** Runs a command as a process, with a fault where one is wanted. */
export function runCommand(
  root: string,
  [program, ...args]: CommandScenario['typed'],
  { preload, fault, calls, uid }: RunOptions = {},
): Promise<Ran> {
  const script = program === 'plop' ? PLOP : PROGRAM
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|VITEST|NODE_ENV|NODE_OPTIONS|INIT_CWD|FORCE_COLOR)/i.test(name),
  )
  const env = {
    ...Object.fromEntries(kept),
    ...(fault && { ALEX_FAULT: JSON.stringify(fault) }),
    ...(calls && { ALEX_CALLS: calls }),
  }
  const words = [...(preload ? ['--import', preload] : []), script, ...args]
  return new Promise((done) => {
    execFile(
      process.execPath,
      words,
      { cwd: root, env, ...(uid !== undefined && { uid, gid: uid }) },
      (error, _, stderr) => done({ code: error ? codeOf(error) : 0, stderr }),
    )
  })
}

function codeOf({ code }: { readonly code?: unknown }): number | null {
  return typeof code === 'number' ? code : null
}

/** Makes the project that a command is typed in. */
export async function prepareProject(root: string, { prepare }: CommandScenario): Promise<void> {
  const manifest: Manifest = {
    version: packageVersion(),
    name: 'my-api',
    features: { docker: true },
    packageManager: 'npm',
    history: [article],
  }
  for (const [path, { content, mode }] of render(foldModel(manifest), await loadTemplates())) {
    await fs.mkdir(dirname(join(root, path)), { recursive: true })
    await fs.writeFile(join(root, path), content, { mode })
  }
  await prepare?.({
    root,
    run: (typed) => runCommand(root, typed),
    change: async (after) => {
      const before = await readManifest(root, packageVersion())
      const options = { recovered: [], label: 'test', onConflict: 'fail' } as const
      await commitChanges(await planChange(root, before, { manifest: after(before) }, options))
    },
    git: (...words) => void execFileSync('git', words, { cwd: root, stdio: 'ignore' }),
  })
}

/** What stands in a project, whenever it was made: without the times, and without git's own. */
export async function contentsOf(root: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  const timeless = (text: string) => text.replaceAll(/\d{8}T\d{6}Z/g, '<time>')
  const visit = async (folder: string): Promise<void> => {
    for (const entry of await fs.readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.name === '.git') continue
      const key = timeless(relative(root, path))
      if (entry.isDirectory()) {
        found[`${key}/`] = ''
        await visit(path)
      } else found[key] = timeless(await fs.readFile(path, 'utf8'))
    }
  }
  await visit(root)
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)))
}
