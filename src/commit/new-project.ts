import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { UserError } from '../errors.ts'
import { createEntries } from '../merge/merge.ts'
import { checkPaths } from '../merge/paths.ts'
import type { Notice } from '../merge/plan.ts'
import type { Tree, TreeFile } from '../render/tree.ts'
import { commitChanges } from './changes.ts'
import { codeOf, diskError } from './disk-error.ts'
import { exists, rmdirIfEmpty, syncFolder } from './files.ts'
import { interruptible } from './interrupt.ts'
import { STATE_FOLDER } from './journal.ts'
import { withLock } from './lock.ts'
import { isGone, parseOwner, spellOwner, thisProcess } from './owner.ts'
import { recover } from './recover.ts'

export interface NewProject {
  /** Absolute path of the project to make: nothing, or an empty folder. */
  readonly target: string
  readonly tree: Tree
  /** Files that are not rendered: `.env`, the vendored archive. */
  readonly extra?: Tree
}

/** What stands at the target; `unfinished` is what a run that was cut short has left there. */
export type TargetState = 'absent' | 'empty' | 'unfinished'

/** How many files are written at once. */
const AT_ONCE = 16

/**
 * Throws a UserError unless a project can be made there. Touches nothing, so that it can be called
 * before anything is asked, and in a dry run.
 */
export async function checkTarget(target: string): Promise<TargetState> {
  const names = await fs.readdir(target).catch((error) => {
    if (codeOf(error) === 'ENOENT') return undefined
    if (codeOf(error) !== 'ENOTDIR') throw diskError(error, 'Cannot make the project', target)
    throw new UserError('A file stands where the project would go', {
      where: target,
      help: 'Choose another folder.',
    })
  })
  if (!names) {
    await checkParent(target)
    return 'absent'
  }
  if (names.length === 0) {
    await checkWritable(target)
    return 'empty'
  }
  if (await exists(join(target, STATE_FOLDER, 'journal.json'))) return 'unfinished'
  if (names.every((name) => name === STATE_FOLDER)) return 'unfinished'
  const shown = names.slice(0, 3).join(', ') + (names.length > 3 ? ', …' : '')
  throw new UserError(`The folder is not empty (${shown})`, {
    where: target,
    help: 'Choose a folder that is empty or does not exist yet.',
  })
}

/**
 * Makes the project, all or nothing: it is written into a folder beside the target, which then gets
 * the target's name. On failure or a signal only what this run made is removed. Parent folders
 * that are missing are made. What a killed run for the same target has left is removed first;
 * that is what the notices say.
 *
 * Where the target is the folder that the person stands in, it is filled in place with a journal:
 * to replace it would leave their shell in a folder that is no more.
 */
export async function commitNewProject(project: NewProject): Promise<{ notices: Notice[] }> {
  const files = [...project.tree, ...(project.extra ?? [])]
  checkPaths(files.map(([path]) => path))
  const state = await checkTarget(project.target)
  const target = state === 'absent' ? resolve(project.target) : await fs.realpath(project.target)
  const notices = await removeLeftovers(target)
  if (state === 'unfinished' || (state === 'empty' && isWorkingFolder(target))) {
    return { notices: [...notices, ...(await fillInPlace(target, project))] }
  }
  try {
    await writeBeside(target, files, state === 'empty')
  } catch (error) {
    // A mount point, say, cannot be replaced, but it can be filled.
    if (state !== 'empty' || !['EBUSY', 'EXDEV', 'EACCES', 'EPERM'].includes(codeOf(error) ?? '')) {
      throw diskError(error, 'Cannot make the project (nothing was left behind)', target)
    }
    notices.push(...(await fillInPlace(target, project)))
  }
  return { notices }
}

async function writeBeside(
  target: string,
  files: readonly (readonly [string, TreeFile])[],
  replaces: boolean,
): Promise<void> {
  await interruptible(async (signal) => {
    const parent = dirname(target)
    const made = await missingParents(parent)
    const random = randomBytes(4).toString('hex')
    const partial = join(parent, `${partialPrefix(target)}${spellOwner(thisProcess())}${random}`)
    try {
      for (const folder of made) await makeFolder(folder)
      await fs.mkdir(partial)
      await writeFiles(partial, files, signal)
      if (replaces) await fs.chmod(partial, (await fs.stat(target)).mode & 0o777)
      signal.throwIfAborted()
      await moveTo(target, partial)
    } catch (error) {
      await fs.rm(partial, { recursive: true, force: true })
      for (const folder of made.reverse()) await rmdirIfEmpty(folder)
      throw error
    }
    await syncFolder(parent)
  })
}

async function writeFiles(
  root: string,
  files: readonly (readonly [string, TreeFile])[],
  signal: AbortSignal,
): Promise<void> {
  const folders = [...new Set(files.map(([path]) => dirname(path)))].sort()
  for (const folder of folders) await fs.mkdir(join(root, folder), { recursive: true })
  const waiting = [...files]
  let failed = false
  const writer = async () => {
    for (let next = waiting.shift(); next && !failed; next = waiting.shift()) {
      const [path, { content, mode }] = next
      try {
        signal.throwIfAborted()
        await fs.writeFile(join(root, path), content, { flag: 'wx', mode, flush: true })
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  // All writers have come to rest before anything is removed.
  const results = await Promise.allSettled(Array.from({ length: AT_ONCE }, writer))
  for (const result of results) if (result.status === 'rejected') throw result.reason
  for (const folder of folders) await syncFolder(join(root, folder))
}

async function moveTo(target: string, partial: string): Promise<void> {
  try {
    // Windows does not rename over a folder, not even an empty one.
    if (process.platform === 'win32') await rmdirIfEmpty(target)
    await fs.rename(partial, target)
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(codeOf(error) ?? '')) throw error
    throw new UserError('Something was put where the project would go, while it was made', {
      where: target,
      help: 'Look at it, and choose another folder or run the command again.',
      cause: error,
    })
  }
}

async function fillInPlace(target: string, { tree, extra }: NewProject): Promise<Notice[]> {
  return withLock(target, async () => {
    const notices = await recover(target)
    const names = (await fs.readdir(target)).filter((name) => name !== STATE_FOLDER)
    if (names.length > 0) await checkTarget(target)
    const entries = await createEntries(tree, extra ?? new Map())
    await commitChanges({ root: target, entries, issues: [], notices: [], steps: [] })
    return notices
  })
}

/** The folders that killed runs for this target have left beside it, and none of a live one. */
export async function findLeftovers(target: string): Promise<string[]> {
  const prefix = partialPrefix(target)
  const names = await fs.readdir(dirname(target)).catch(() => [])
  return names.filter((name) => {
    const owner = name.startsWith(prefix) ? parseOwner(name.slice(prefix.length)) : undefined
    return owner !== undefined && isGone(owner)
  })
}

/** Removes what `findLeftovers` finds, and says so. */
export async function removeLeftovers(target: string): Promise<Notice[]> {
  const parent = dirname(target)
  const notices: Notice[] = []
  for (const name of await findLeftovers(target)) {
    await fs.rm(join(parent, name), { recursive: true, force: true }).catch((error) => {
      throw diskError(error, 'Cannot remove what an earlier run left', join(parent, name))
    })
    notices.push({
      code: 'leftover-removed',
      message: `Removed ${name}, left by a run that was cut short.`,
    })
  }
  return notices
}

// A name may have 255 bytes, of which a character takes up to four.
function partialPrefix(target: string): string {
  return `.${[...basename(target)].slice(0, 40).join('')}.partial-`
}

function isWorkingFolder(target: string): boolean {
  const here = process.cwd()
  return here === target || here.startsWith(target + sep)
}

/** Outermost first. */
async function missingParents(parent: string): Promise<string[]> {
  const missing: string[] = []
  for (let at = parent; !(await exists(at)); at = dirname(at)) missing.unshift(at)
  return missing
}

/** Makes a folder; one that another run has made meanwhile will do. */
async function makeFolder(path: string): Promise<void> {
  await fs.mkdir(path).catch((error) => {
    if (codeOf(error) !== 'EEXIST') throw error
  })
}

async function checkParent(target: string): Promise<void> {
  if (await exists(target)) {
    throw new UserError('The path is a symbolic link that leads nowhere', {
      where: target,
      help: 'Remove the link, make what it points to, or choose another folder.',
    })
  }
  let at = dirname(resolve(target))
  while (!(await exists(at))) at = dirname(at)
  if (!(await fs.stat(at)).isDirectory()) {
    throw new UserError('A file stands where a folder is needed', {
      where: at,
      help: 'Choose another folder.',
    })
  }
  await checkWritable(at)
}

async function checkWritable(folder: string): Promise<void> {
  await fs.access(folder, fs.constants.W_OK | fs.constants.X_OK).catch((error) => {
    throw diskError(error, 'Cannot make the project', folder)
  })
}
