import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { UserError } from '../errors.ts'
import type { Three } from '../merge/branches.ts'
import type { FileState } from '../merge/plan.ts'
import { askGit, git } from './git.ts'

/** One of the commits that come together. */
export interface Commit {
  readonly id: string
  /** How people know it: `main`, or `1a2b3c4 (Add tags)`. */
  readonly label: string
}

/** Where git has stopped with two branches, or what it has merged before. */
export interface Meeting extends Three<Commit> {
  /** `settled` where it is committed already. */
  readonly state: 'stopped' | 'settled'
  /** What is typed when all is done: `git merge --continue`. */
  readonly goOn: string
  /** What gives it up: `git merge --abort`. */
  readonly giveUp: string
  /** What git waits for, relative to the folder; of other folders too. */
  readonly unmerged: ReadonlySet<string>
  /** What git has made of the files by itself, as a tree. Absent where git did not keep it. */
  readonly automatic?: string
}

/**
 * What git has stopped at in the work tree of a folder, or else the last merge that changed a file.
 *
 * @throws UserError where there is no git, or no work tree
 */
export async function readMeeting(root: string, file: string): Promise<Meeting | undefined> {
  const inside = await askGit(root, ['rev-parse', '--is-inside-work-tree'])
  if (inside.missing) {
    throw new UserError('The program git was not found, and this settles what git has left.', {
      where: root,
      help: 'Install git: https://git-scm.com/downloads',
    })
  }
  if (inside.bytes?.toString().trim() !== 'true') {
    throw new UserError('This project is in no git work tree, so there is no merge to settle.', {
      where: root,
      help: 'Go to the clone that git has stopped in.',
    })
  }
  return (await stoppedAt(root)) ?? (await lastMerge(root, file))
}

const STOPS = [
  { head: 'MERGE_HEAD', name: 'merge' },
  { head: 'CHERRY_PICK_HEAD', name: 'cherry-pick' },
  { head: 'REVERT_HEAD', name: 'revert' },
  { head: 'REBASE_HEAD', name: 'rebase' },
] as const

async function stoppedAt(root: string): Promise<Meeting | undefined> {
  const rebases = await isRebasing(root)
  for (const { head, name } of STOPS) {
    if (name === 'rebase' && !rebases) continue
    const id = await git(root, 'rev-parse', '--verify', '--quiet', head)
    const ours = await git(root, 'rev-parse', '--verify', '--quiet', 'HEAD')
    if (!id || !ours) continue
    const parent = await git(root, 'rev-parse', '--verify', '--quiet', `${id}^1`)
    const [base, theirs] =
      name === 'merge'
        ? [await git(root, 'merge-base', ours, id), id]
        : name === 'revert'
          ? [id, parent]
          : [parent, id]
    const command = rebases ? 'rebase' : name
    if (!base || !theirs) throw noBase(`git ${command} --abort`)
    const automatic = await git(root, 'rev-parse', '--verify', '--quiet', 'AUTO_MERGE^{tree}')
    return {
      state: 'stopped',
      base: { id: base, label: await labelOf(root, base) },
      ours: { id: ours, label: await branchOf(root, ours) },
      theirs: { id: theirs, label: await labelOf(root, theirs, name === 'merge') },
      goOn: `git ${command} --continue`,
      giveUp: `git ${command} --abort`,
      unmerged: await readUnmerged(root),
      ...(automatic && { automatic }),
    }
  }
  return undefined
}

async function isRebasing(root: string): Promise<boolean> {
  const paths = await git(
    root,
    'rev-parse',
    '--git-path',
    'rebase-merge',
    '--git-path',
    'rebase-apply',
  )
  return (paths ?? '').split('\n').some((path) => path !== '' && existsSync(resolve(root, path)))
}

async function lastMerge(root: string, file: string): Promise<Meeting | undefined> {
  const merge = await git(root, 'rev-list', '--merges', '--max-count=1', 'HEAD', '--', file)
  if (!merge) return undefined
  const [ours, theirs] = await Promise.all([
    git(root, 'rev-parse', `${merge}^1`),
    git(root, 'rev-parse', `${merge}^2`),
  ])
  const base = ours && theirs && (await git(root, 'merge-base', ours, theirs))
  if (!ours || !theirs || !base) return undefined
  const [label, other] = await Promise.all([labelOf(root, ours), labelOf(root, theirs, true)])
  return {
    state: 'settled',
    base: { id: base, label: await labelOf(root, base) },
    ours: { id: ours, label },
    theirs: { id: theirs, label: other },
    goOn: 'git commit',
    giveUp: `git reset --merge ${ours.slice(0, 7)}`,
    unmerged: await readUnmerged(root),
  }
}

function noBase(giveUp: string): UserError {
  return new UserError('The two branches have no commit in common.', {
    help: `What was there before they parted has to be known. Give it up: ${giveUp}`,
  })
}

/** The name of a branch where the commit is its last, else what the commit itself says. */
async function labelOf(root: string, id: string, named = false): Promise<string> {
  const refs = ['--refs=refs/heads/*', '--refs=refs/remotes/*']
  const name = named && (await git(root, 'name-rev', '--name-only', '--no-undefined', ...refs, id))
  if (name && !/[~^]/.test(name)) return name.replace(/^remotes\//, '')
  return (await git(root, 'log', '--max-count=1', '--format=%h (%s)', id)) ?? id.slice(0, 7)
}

async function branchOf(root: string, id: string): Promise<string> {
  return (await git(root, 'symbolic-ref', '--short', '--quiet', 'HEAD')) || labelOf(root, id, true)
}

async function readUnmerged(root: string): Promise<ReadonlySet<string>> {
  const { bytes } = await askGit(root, ['ls-files', '--unmerged', '-z', '--', ':/'])
  const lines = (bytes?.toString() ?? '').split('\0').filter((line) => line !== '')
  return new Set(lines.map((line) => line.slice(line.indexOf('\t') + 1)))
}

/** Reads files of trees; `null` where there is none, or something that is no file. */
export type ReadBlobs = (
  wanted: readonly (readonly [tree: string, path: string])[],
) => Promise<readonly (FileState | null)[]>

/** Reads from git what trees have below a folder. Each tree is listed once. */
export function blobReader(root: string): ReadBlobs {
  const lists = new Map<string, Promise<ReadonlyMap<string, Blob>>>()
  const listOf = (tree: string) => {
    const known = lists.get(tree) ?? listTree(root, tree)
    lists.set(tree, known)
    return known
  }
  return async (wanted) => {
    const blobs = await Promise.all(
      wanted.map(async ([tree, path]) => (await listOf(tree)).get(path)),
    )
    const contents = await readObjects(root, [...new Set(blobs.flatMap((blob) => blob?.id ?? []))])
    return blobs.map((blob) => {
      const content = blob && contents.get(blob.id)
      return content ? { content, mode: blob.mode } : null
    })
  }
}

interface Blob {
  readonly id: string
  readonly mode: number
}

async function listTree(root: string, tree: string): Promise<ReadonlyMap<string, Blob>> {
  const { bytes } = await askGit(root, ['ls-tree', '-r', '-z', tree])
  const entries = (bytes?.toString() ?? '').split('\0').flatMap((line) => {
    const [, mode, id, path] = /^(100\d{3}) blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? []
    if (mode === undefined || id === undefined || path === undefined) return []
    return [[path, { id, mode: Number.parseInt(mode, 8) & 0o777 }] as const]
  })
  return new Map(entries)
}

async function readObjects(
  root: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer>()
  if (ids.length === 0) return found
  const { bytes } = await askGit(root, ['cat-file', '--batch'], `${ids.join('\n')}\n`)
  if (bytes === undefined) {
    throw new UserError('git cannot read what it has committed.', {
      where: root,
      help: 'See what is wrong: git fsck',
    })
  }
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf('\n', at)
    // `<id> blob <size>`, or `<id> missing`.
    const [id = '', , size] = bytes.toString('utf8', at, end).split(' ')
    const start = end + 1
    const length = Number(size ?? 0)
    if (size !== undefined) found.set(id, bytes.subarray(start, start + length))
    at = size === undefined ? start : start + length + 1
  }
  return found
}

/** The command that adds files to git's index, or takes out of it what is gone. */
export function stageCommand(paths: readonly string[]): readonly [string, ...string[]] {
  return ['git', '--literal-pathspecs', 'add', '--all', '--', ...paths]
}
