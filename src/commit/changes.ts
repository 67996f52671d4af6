import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { UserError } from '../errors.ts'
import { changes } from '../merge/build.ts'
import type { ReadFile } from '../merge/merge.ts'
import { checkPaths } from '../merge/paths.ts'
import type { FileState, Plan, PlanEntry } from '../merge/plan.ts'
import { codeOf, diskError } from './disk-error.ts'
import { exists, hashOf } from './files.ts'
import { interruptible } from './interrupt.ts'
import {
  finish,
  type Journal,
  type JournalEntry,
  partOf,
  readJournal,
  removeJournal,
  syncFolders,
  undo,
  writeJournal,
} from './journal.ts'
import { projectReader } from './read.ts'

/** A file of the plan with its line of the journal. */
interface Task extends JournalEntry {
  readonly seen: FileState | null
  readonly content: string | Uint8Array
  readonly mode: number
  readonly exact?: true
}

/**
 * Applies a plan to an existing project, all or nothing: when it throws, every byte is as it was.
 * Call it inside `withLock`, after `recover`. Throws a UserError when a file changed since the
 * plan was made, when the disk refuses, and (exit code 130) when a signal arrives.
 */
export async function commitChanges(plan: Plan): Promise<void> {
  if (plan.issues.length > 0) throw new Error('A plan with issues is not committed')
  const entries = changes(plan)
  if (entries.length === 0) return
  checkPaths(entries.map((entry) => entry.path))
  const root = await fs.realpath(plan.root)
  await interruptible(async (signal) => {
    const read = projectReader(root)
    for (const entry of entries) refuseChanged(entry, await read(entry.path))
    if (await readJournal(root)) throw new Error('recover() must run before a commit')
    const tasks = entries.map(taskOf(randomBytes(4).toString('hex')))
    const journal: Journal = {
      version: 1,
      phase: 'undo',
      folders: await missingFolders(root, tasks),
      entries: tasks.map(({ seen: _, content: __, mode: ___, exact: ____, ...entry }) => entry),
    }
    try {
      await writeJournal(root, journal)
      await apply(root, journal, tasks, { read, signal })
      await writeJournal(root, { ...journal, phase: 'finish' })
    } catch (error) {
      await walkBack(root, journal, error)
    }
    // From here on the change is made; what fails now is done by the next run.
    await finish(root, journal).catch(() => undefined)
  })
}

async function apply(
  root: string,
  journal: Journal,
  tasks: readonly Task[],
  { read, signal }: { readonly read: ReadFile; readonly signal: AbortSignal },
): Promise<void> {
  for (const folder of journal.folders) {
    signal.throwIfAborted()
    await fs.mkdir(join(root, folder))
  }
  for (const { temp, content, mode, action, exact } of tasks) {
    if (temp === undefined) continue
    signal.throwIfAborted()
    await fs.writeFile(join(root, temp), content, { flag: 'wx', mode, flush: true })
    // A new file gets the mode that the umask allows, a changed one the mode it had.
    if (action === 'change' || exact) await fs.chmod(join(root, temp), mode)
  }
  for (const task of tasks) {
    signal.throwIfAborted()
    await putInPlace(root, task, read)
  }
  signal.throwIfAborted()
  await syncFolders(root, journal)
}

async function putInPlace(root: string, task: Task, read: ReadFile): Promise<void> {
  const path = join(root, task.path)
  if (task.action === 'create') refuseChanged(task, await read(task.path))
  if (task.backup !== undefined) {
    const backup = join(root, task.backup)
    if (task.action === 'delete') await fs.rename(path, backup)
    else await linkOrCopy(path, backup)
    // What was put aside is what the plan has seen, or it is put back.
    refuseChanged(task, await read(task.backup))
  }
  if (task.temp !== undefined) await fs.rename(join(root, task.temp), path)
}

async function linkOrCopy(path: string, backup: string): Promise<void> {
  try {
    await fs.link(path, backup)
  } catch (error) {
    const without = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV']
    if (!without.includes(codeOf(error) ?? '')) throw error
    await fs.copyFile(path, partOf(backup))
    await fs.rename(partOf(backup), backup)
  }
}

/** Takes back what was done and throws what led here, unless the change was complete by then. */
async function walkBack(root: string, journal: Journal, cause: unknown): Promise<void> {
  try {
    const written = await readJournal(root)
    if (written?.phase === 'finish') return
    if (written) await undo(root, journal)
    else await removeJournal(root)
  } catch (error) {
    throw new UserError('Cannot write the changes, nor take back those that were made', {
      where: join(root, '.alex', 'journal.json'),
      help: `${messageOf(cause)}; then ${messageOf(error)}. The next run takes back what is left.`,
      cause,
    })
  }
  // A full disk does not say where it is.
  const where = (cause as NodeJS.ErrnoException).path ?? root
  throw diskError(cause, 'Cannot write the changes (nothing was changed)', where)
}

function taskOf(id: string) {
  return (entry: PlanEntry, index: number): Task => {
    const beside = dirname(entry.path) === '.' ? '' : `${dirname(entry.path)}/`
    const temp = `${beside}.alex-${id}-${index}.new`
    const backup = `${beside}.alex-${id}-${index}.old`
    const { path, seen, result } = entry
    if (!result) return { path, action: 'delete', backup, seen, content: '', mode: 0 }
    const { content } = result
    const made = { path, temp, hash: hashOf(content), seen, ...result }
    return seen ? { ...made, action: 'change', backup } : { ...made, action: 'create' }
  }
}

/** Outermost first. */
async function missingFolders(root: string, tasks: readonly Task[]): Promise<string[]> {
  const missing = new Set<string>()
  for (const { path } of tasks) {
    const parts = path.split('/').slice(0, -1)
    for (let depth = 1; depth <= parts.length; depth++) {
      const folder = parts.slice(0, depth).join('/')
      if (!missing.has(folder) && !(await exists(join(root, folder)))) missing.add(folder)
    }
  }
  return [...missing]
}

function refuseChanged(entry: Pick<PlanEntry, 'path' | 'seen'>, now: FileState | null): void {
  const { seen } = entry
  const same =
    seen === null || now === null
      ? seen === now
      : seen.mode === now.mode && Buffer.from(now.content).equals(seen.content)
  if (!same) {
    throw new UserError(`${entry.path} changed since the plan was made; nothing was written`, {
      where: entry.path,
      help: 'Run the command again: it starts from the file as it is now.',
    })
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
