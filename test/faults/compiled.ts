import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import fs from 'node:fs/promises'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
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
  return {
    run: (...args: readonly string[]) => start(child, args),
    remove: () => fs.rm(out, { recursive: true, force: true }),
  }
}

function start(script: string, args: readonly string[]) {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
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
