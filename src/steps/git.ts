import { realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Notice, Step } from '../merge/plan.ts'

export interface GitStep {
  /** `null` inside a work tree that is there already. */
  readonly step: Step | null
  readonly notices: readonly Notice[]
}

/**
 * The step that makes a repository with one commit. Changes nothing; `root` need not exist yet.
 * Where git is not installed the step is given all the same, and fails with a message that says so.
 */
export async function gitStep(root: string, message: string): Promise<GitStep> {
  const folder = await nearestFolder(root)
  if ((await git(folder, 'rev-parse', '--is-inside-work-tree')) === 'true') {
    return {
      step: null,
      notices: [
        {
          code: 'git-left-out',
          message: 'The project is inside a git work tree; no repository was made.',
        },
      ],
    }
  }
  const commit = ['commit', '--quiet', '--message', message]
  const step: Step = {
    name: 'git',
    label: 'Making a git repository',
    cwd: root,
    commands: [
      ['git', 'init', '--quiet', '--initial-branch', 'main'],
      ['git', 'add', '--all'],
      ['git', ...(await missingIdentity(folder)), ...commit],
    ],
  }
  return { step, notices: [] }
}

/** Options for what git does not know of the person, else it refuses to commit. */
async function missingIdentity(folder: string): Promise<string[]> {
  const name = await git(folder, 'config', 'user.name')
  const email = await git(folder, 'config', 'user.email')
  return [
    ...(name ? [] : ['-c', 'user.name=create-alex-api']),
    ...(email ? [] : ['-c', 'user.email=create-alex-api@localhost']),
  ]
}

/** What git prints, or nothing where it fails or is not there. It is not to write: not even its index. */
export async function readGit(
  cwd: string,
  ...args: readonly string[]
): Promise<string | undefined> {
  return git(cwd, '--no-optional-locks', ...args)
}

/** What git prints, or nothing where it fails or is not there. */
export async function git(cwd: string, ...args: readonly string[]): Promise<string | undefined> {
  const { bytes } = await askGit(cwd, args)
  return bytes?.toString().trim()
}

/** What git prints, byte for byte; absent where it fails. `missing` where there is no git at all. */
export async function askGit(
  cwd: string,
  args: readonly string[],
  input?: string,
): Promise<{ readonly bytes?: Buffer; readonly missing: boolean }> {
  const { execa } = await import('execa')
  const { GIT_DIR: _, GIT_WORK_TREE: __, GIT_INDEX_FILE: ___, ...env } = process.env
  const result = await execa('git', args, {
    cwd,
    env: { ...env, LC_ALL: 'C' },
    extendEnv: false,
    ...(input === undefined ? { stdin: 'ignore' } : { input }),
    encoding: 'buffer',
    stripFinalNewline: false,
    maxBuffer: 1024 ** 3,
    reject: false,
    timeout: 60_000,
  })
  const missing = result.code === 'ENOENT'
  return result.failed ? { missing } : { missing, bytes: Buffer.from(result.stdout) }
}

async function nearestFolder(path: string): Promise<string> {
  let at = path
  for (;;) {
    const stats = await stat(at).catch(() => undefined)
    if (stats?.isDirectory()) return realpath(at)
    if (dirname(at) === at) return at
    at = dirname(at)
  }
}
