import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)

export const repository = join(import.meta.dirname, '../../..')

export interface Finished {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** Runs a program to its end and never throws: a test says itself which code it expects. */
export async function run(
  program: string,
  args: readonly string[],
  { cwd, env = {} }: RunOptions,
): Promise<Finished> {
  try {
    const { stdout, stderr } = await execute(program, args, {
      cwd,
      env: { ...cleanEnvironment(), ...env },
      maxBuffer: 64 * 1024 * 1024,
    })
    return { code: 0, stdout, stderr }
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: unknown } & Partial<Finished>
    return { code: typeof code === 'number' ? code : -1, stdout, stderr: stderr || String(error) }
  }
}

/** The same, for a command that must succeed: what it printed stands in the failure. */
export async function succeed(
  program: string,
  args: readonly string[],
  options: RunOptions,
): Promise<Finished> {
  const finished = await run(program, args, options)
  if (finished.code !== 0)
    throw new Error(
      `${[program, ...args].join(' ')} ended with ${finished.code}\n${finished.stdout}\n${finished.stderr}`,
    )
  return finished
}

/** An empty folder that no checkout and no other project is above of. */
export function emptyFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `alex-${name}-`))
}

/** Node's own path first, so that a test can choose the Node that a command meets. */
export function withNode(node: string): Record<string, string> {
  return { PATH: [dirname(node), process.env.PATH].join(delimiter) }
}

/** The environment of a person's shell: nothing of the test runner or of the npm that started it. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_(?!config_(cache|registry|userconfig|prefix))|VITEST|NODE_ENV|NODE_OPTIONS|INIT_CWD|TEST_DATABASE_URL|DATABASE_URL)/i.test(
        name,
      ),
  )
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter)
  return { ...Object.fromEntries(kept), PATH: path }
}
