import { readGit } from '../../src/steps/git.ts'

/** What git knows of the project. */
export interface GitState {
  /** Whether the project is in a work tree. */
  readonly inside: boolean
  /** Paths relative to the project. */
  readonly tracked: ReadonlySet<string>
  /** Those that are neither tracked nor ignored. */
  readonly untracked: ReadonlySet<string>
}

/** Asks git, which writes nothing; a project without git is outside of it. */
export async function readGitState(root: string): Promise<GitState> {
  const printed = await readGit(root, 'ls-files', '-z', '-t', '-c', '-o', '--exclude-standard')
  const entries = (printed ?? '').split('\0').filter((entry) => entry !== '')
  // A letter for what git has, a question mark for what it has not.
  const of = (isTracked: boolean) =>
    entries.filter((entry) => !entry.startsWith('?') === isTracked).map((entry) => entry.slice(2))
  return {
    inside: printed !== undefined,
    tracked: new Set(of(true)),
    untracked: new Set(of(false)),
  }
}
