import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const projectFolder = fileURLToPath(new URL('../..', import.meta.url))

export interface RunningProcess {
  readonly child: ChildProcess
  /** What it has written so far. */
  readonly output: { stdout: string; stderr: string }
  readonly logs: () => Record<string, unknown>[]
  /** The first line of the log with this message; fails when the process ends before it comes. */
  waitFor(message: string): Promise<Record<string, unknown>>
  /** The code it exits with, or the name of the signal that ended it. */
  readonly exit: Promise<number | NodeJS.Signals>
}

// To compile all that a program imports takes longer than to run it.
const compiled = fileURLToPath(new URL('../../node_modules/.cache/node', import.meta.url))

/** Runs a program of this project with nothing of its own in its environment but what is given. */
export function run(
  script: string,
  words: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
  cwd = projectFolder,
): RunningProcess {
  const path = fileURLToPath(new URL(script, new URL('../../', import.meta.url)))
  const child = spawn(process.execPath, [path, ...words], {
    cwd,
    env: { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: compiled, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  const exit = once(child, 'close').then(([code, signal]) => code ?? signal)

  const logs = () =>
    output.stdout
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.startsWith('{'))
      .map((line): Record<string, unknown> => JSON.parse(line))

  async function waitFor(message: string): Promise<Record<string, unknown>> {
    for (;;) {
      const line = logs().find((it) => it.msg === message)
      if (line) return line
      const more = await Promise.race([once(child.stdout, 'data'), exit.then(() => undefined)])
      if (!more && !logs().some((it) => it.msg === message)) {
        throw new Error(`ended before "${message}":\n${output.stdout}${output.stderr}`)
      }
    }
  }

  return { child, output, logs, waitFor, exit }
}
