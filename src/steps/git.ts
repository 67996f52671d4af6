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

/** What git prints, or nothing where it fails or is not there. */
async function git(cwd: string, ...args: readonly string[]): Promise<string | undefined> {
  const { execa } = await import('execa')
  const { GIT_DIR: _, GIT_WORK_TREE: __, GIT_INDEX_FILE: ___, ...env } = process.env
  const result = await execa('git', args, {
    cwd,
    env,
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    timeout: 10_000,
  })
  return result.failed ? undefined : result.stdout.trim()
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
