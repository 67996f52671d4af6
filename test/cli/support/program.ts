import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'

/** The package under test: this checkout, or another built copy (an unpacked archive, say). */
export const packageFolder = process.env.ALEX_TEST_PACKAGE ?? join(import.meta.dirname, '../../..')

export const program = join(packageFolder, 'dist/src/cli.js')
export const plop = join(import.meta.dirname, '../../../node_modules/plop/bin/plop.js')

export interface Finished {
  /** 130 where SIGINT ended it. */
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly uid?: number
  /** Where a stream goes instead of being read: the descriptor of an open file. */
  readonly to?: { readonly stdout?: number; readonly stderr?: number }
  /** Gets the process as soon as it runs, and whatever it has printed on stderr so far. */
  readonly during?: (child: ChildProcess, printed: () => string) => Promise<void>
}

/** Runs `create-alex-api` as a process without a terminal. */
export function createAlexApi(args: readonly string[], options: RunOptions): Promise<Finished> {
  return runNode([program, ...args], options)
}

/** Runs plop in a project, as its bin does. */
export function runPlop(args: readonly string[], options: RunOptions): Promise<Finished> {
  return runNode([plop, ...args], options)
}

/** Runs a script with Node, as a process without a terminal. */
export async function runNode(
  args: readonly string[],
  { cwd, env = {}, uid, to = {}, during }: RunOptions,
): Promise<Finished> {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...plainEnvironment(), ...env },
    stdio: ['ignore', to.stdout ?? 'pipe', to.stderr ?? 'pipe'],
    ...(uid !== undefined && { uid, gid: uid }),
  })
  let [stdout, stderr] = ['', '']
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    stderr += text
  })
  const closed = once(child, 'close')
  await during?.(child, () => stderr)
  const [code, signal] = await closed
  return { code: signal === 'SIGINT' ? 130 : (code ?? -1), stdout, stderr }
}

/** What a person's shell has: nothing of the test runner, nor of the npm that started it. */
function plainEnvironment(): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|VITEST|NODE_ENV|NODE_OPTIONS|INIT_CWD|FORCE_COLOR)/i.test(name),
  )
  return Object.fromEntries(kept)
}

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A new empty folder, by its real path; removed after the last test of the file. */
export function emptyFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'alex-cli-')))
  folders.push(folder)
  return folder
}

/** Every path below a folder, with what stands there: to tell whether anything changed. */
export function snapshot(folder: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(folder, name)
    const stats = lstatSync(path)
    const content = stats.isFile() ? readFileSync(path) : ''
    found[name] = `${stats.mode.toString(8)} ${createHash('sha256').update(content).digest('hex')}`
  }
  return found
}

/** A folder for PATH that has these programs (shell scripts) and Node, and nothing else. */
export function pathWith(programs: Readonly<Record<string, string>>): string {
  const folder = emptyFolder()
  symlinkSync(process.execPath, join(folder, 'node'))
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  return folder
}

export interface TestProject {
  readonly root: string
  readonly manifest: () => { history: { at: string; name: string; fields: string }[] }
}

const made = new Map<string, Promise<string>>()

/** Makes a project once for each list of arguments. */
function madeOnce(args: readonly string[]): Promise<string> {
  const key = JSON.stringify(args)
  const known = made.get(key) ?? make()
  made.set(key, known)
  return known

  async function make(): Promise<string> {
    const cwd = emptyFolder()
    const manager = args.includes('--package-manager') ? [] : ['--package-manager', 'npm']
    const options = ['--yes', '--no-install', '--no-git', ...manager, ...args]
    const { code, stderr } = await createAlexApi(['my-api', ...options], { cwd })
    if (code !== 0) throw new Error(`no project was made\n${stderr}`)
    return join(cwd, 'my-api')
  }
}

/**
 * A project that is not installed, in which `plop` finds the package under test. It is a copy: those
 * of one file that are made with the same arguments have the same secrets.
 */
export async function makeProject(args: readonly string[] = []): Promise<TestProject> {
  const original = await madeOnce(args)
  const outer = emptyFolder()
  const root = join(outer, 'my-api')
  cpSync(original, root, { recursive: true, preserveTimestamps: true })
  // Beside the project and not in it, where it would look as if it were installed.
  const link = join(outer, 'node_modules/create-alex-api')
  mkdirSync(dirname(link))
  symlinkSync(packageFolder, link)
  const manifest = () => JSON.parse(readFileSync(join(root, 'alex.json'), 'utf8'))
  return { root, manifest }
}

/** Waits until something holds, for a minute at most: a busy machine takes its time. */
export async function until(holds: () => boolean, everyMs = 10): Promise<void> {
  const end = Date.now() + 60_000
  while (!holds()) {
    if (Date.now() > end) throw new Error('it never came to hold')
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
