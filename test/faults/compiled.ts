import { type SpawnOptionsWithoutStdio, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import fs from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Fault } from './faults.ts'

const ROOT = resolve(import.meta.dirname, '../..')

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface FaultyOptions {
  readonly cwd: string
  /** The write that meets the fault; without it none does. */
  readonly at?: number
  readonly fault?: Fault
  /** A file for the names of the writes. */
  readonly calls?: string
}

/** The engine compiled once for child processes, which run on a Node that strips no types. */
export async function compile() {
  const cache = join(ROOT, 'node_modules', '.cache')
  await fs.mkdir(cache, { recursive: true })
  const out = await fs.mkdtemp(join(cache, 'faults-'))
  await fs.writeFile(join(out, 'package.json'), '{ "type": "module" }')
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
  const ended = await start(tsc, ['-p', ROOT, '--outDir', out, '--declaration', 'false']).ended
  const child = join(out, 'test', 'faults', 'child.js')
  if (!existsSync(child)) throw new Error(`tsc made nothing: ${ended.stdout}`)
  await fs.chmod(out, 0o755)
  return {
    /** What a command is given to fail with; see `preload.ts`. */
    preload: join(out, 'test', 'faults', 'preload.js'),
    run: (...args: readonly string[]) => start(child, args),
    /** Runs another program, with a fault at one of its writes. */
    runFaulty: (
      program: readonly [string, ...string[]],
      { cwd, at, fault = 'kill', calls }: FaultyOptions,
    ) => {
      const preload = join(out, 'test', 'faults', 'preload.js')
      const wanted = at === undefined ? null : { fault, at }
      const env = { ...process.env, ALEX_FAULT: JSON.stringify(wanted), ALEX_CALLS: calls }
      return start('--import', [preload, ...program], { cwd, env })
    },
    remove: () => fs.rm(out, { recursive: true, force: true }),
  }
}

function start(script: string, args: readonly string[], options: SpawnOptionsWithoutStdio = {}) {
  const child = spawn(process.execPath, [script, ...args], {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const texts = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => {
    texts.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    texts.stderr += text
  })
  const ended = new Promise<Ended>((done, fail) => {
    child.on('error', fail)
    child.on('close', (code, signal) => done({ code, signal, ...texts }))
  })
  /** Resolves once the child has printed a word. */
  const said = async (word: string) => {
    while (!texts.stdout.includes(word)) {
      if (child.exitCode !== null) throw new Error(`it ended: ${texts.stderr}`)
      await new Promise((done) => setTimeout(done, 5))
    }
  }
  return { child, ended, said }
}
