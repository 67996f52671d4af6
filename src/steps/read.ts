import { passedOn } from './run.ts'

/** What a program said, and how it ended. */
export interface Said {
  readonly stdout: string
  readonly stderr: string
  /** Absent where it did not run to its end. */
  readonly exitCode?: number | undefined
}

/** What npm says went wrong, without where it has written more of it. */
export function npmErrors({ stderr }: Said): readonly string[] {
  return stderr.split('\n').filter((line) => /^npm (error|ERR!) (?!A complete log)/.test(line))
}

/** Runs a program of the project to read what it prints. Never throws for what it does. */
export async function readProgram(
  [program, ...args]: readonly [string, ...string[]],
  {
    cwd,
    signal,
    env = {},
  }: {
    readonly cwd: string
    readonly signal: AbortSignal
    readonly env?: Readonly<Record<string, string>>
  },
): Promise<Said> {
  const { execa } = await import('execa')
  const result = await execa(program, args, {
    cwd,
    env: { ...passedOn(), NO_COLOR: '1', ...env },
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    cancelSignal: signal,
    forceKillAfterDelay: 5000,
  })
  const stderr = result.exitCode === undefined ? (result.shortMessage ?? '') : result.stderr
  return { stdout: result.stdout ?? '', stderr: stderr ?? '', exitCode: result.exitCode }
}
