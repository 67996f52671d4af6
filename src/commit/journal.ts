import fs from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { UserError } from '../errors.ts'
import { checkPath } from '../merge/paths.ts'
import type { Notice } from '../merge/plan.ts'
import { codeOf } from './disk-error.ts'
import { exists, hashOf, rmdirIfEmpty, syncFolder, unlinkIfThere } from './files.ts'

/** What a commit is about to do with one file. All paths are relative to the project. */
export interface JournalEntry {
  readonly path: string
  readonly action: 'create' | 'change' | 'delete'
  /** The new content, until it is renamed to the path. */
  readonly temp?: string
  /** The old file, once it is out of the way or linked twice. */
  readonly backup?: string
  /** SHA-256 of the new content. */
  readonly hash?: string
}

/**
 * Everything that a commit does, written down before the first of it is done. While the phase is
 * `undo` a commit that was cut short is taken back; once all is in place it is `finish`, and only
 * leftovers are removed.
 */
export interface Journal {
  readonly version: 1
  readonly phase: 'undo' | 'finish'
  /** The folders that the commit makes, outermost first. */
  readonly folders: readonly string[]
  readonly entries: readonly JournalEntry[]
}

export const STATE_FOLDER = '.alex'

const journalFile = (root: string) => join(root, STATE_FOLDER, 'journal.json')
const draftFile = (root: string) => join(root, STATE_FOLDER, 'journal.json.draft')

/** Puts the journal on the disk, whole or not at all. */
export async function writeJournal(root: string, journal: Journal): Promise<void> {
  await fs.mkdir(join(root, STATE_FOLDER), { recursive: true })
  await fs.writeFile(draftFile(root), JSON.stringify(journal), { flush: true })
  await fs.rename(draftFile(root), journalFile(root))
  await syncFolder(join(root, STATE_FOLDER))
}

/** The journal of a commit that was cut short; a UserError where it cannot be read. */
export async function readJournal(root: string): Promise<Journal | undefined> {
  let text: string
  try {
    await checkStateFolder(join(root, STATE_FOLDER))
    text = await fs.readFile(journalFile(root), 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined
    throw error
  }
  try {
    const journal: unknown = JSON.parse(text)
    if (isJournal(journal)) return journal
  } catch {
    // Told below.
  }
  throw damaged(root)
}

/** Throws a UserError where something else stands in the place of the folder. */
export async function checkStateFolder(folder: string): Promise<void> {
  const stats = await fs.lstat(folder)
  if (stats.isDirectory()) return
  throw new UserError(`${STATE_FOLDER} is no folder of this project`, {
    where: folder,
    help: 'Move it away, and run the command again.',
  })
}

export async function removeJournal(root: string): Promise<void> {
  await unlinkIfThere(draftFile(root))
  await unlinkIfThere(journalFile(root))
  await rmdirIfEmpty(join(root, STATE_FOLDER))
}

/** Takes back whatever of the journal was done. Can be cut short and done again. */
export async function undo(root: string, journal: Journal): Promise<Notice[]> {
  const notices: Notice[] = []
  for (const entry of [...journal.entries].reverse()) {
    const notice = await undoEntry(root, entry)
    if (notice) notices.push({ code: 'changed-since', message: notice })
  }
  for (const folder of [...journal.folders].reverse()) await rmdirIfEmpty(join(root, folder))
  await syncFolders(root, journal)
  await removeJournal(root)
  return notices
}

/** Removes what a complete commit has left: old files, and folders that it emptied. */
export async function finish(root: string, journal: Journal): Promise<void> {
  for (const { backup, action, path } of journal.entries) {
    if (backup) await unlinkIfThere(join(root, backup))
    if (action === 'delete') await removeEmptyFolders(root, dirname(path))
  }
  await removeJournal(root)
}

export async function syncFolders(root: string, journal: Journal): Promise<void> {
  const folders = new Set(journal.entries.map(({ path }) => dirname(path)))
  for (const folder of folders) await syncFolder(join(root, folder))
}

async function undoEntry(root: string, entry: JournalEntry): Promise<string | undefined> {
  const path = join(root, entry.path)
  const temp = entry.temp && join(root, entry.temp)
  const backup = entry.backup && join(root, entry.backup)
  const renamed = temp !== undefined && !(await exists(temp))
  if (temp) await unlinkIfThere(temp)
  if (backup) await unlinkIfThere(partOf(backup))
  if (backup === undefined) {
    const content = renamed ? await contentOf(path) : undefined
    if (content === undefined) return undefined
    if (hashOf(content) === entry.hash) return fs.unlink(path).then(() => undefined)
    return `${entry.path} was changed since; it is left as it is`
  }
  if (!(await exists(backup))) return undefined
  const content = await contentOf(path)
  const ours = content === undefined || (renamed && hashOf(content) === entry.hash)
  if (ours) await fs.rename(backup, path)
  else if (entry.action === 'change' && !renamed) await fs.unlink(backup)
  else
    return `${entry.path} was changed since; it is left as it is, the version before is ${entry.backup}`
  return undefined
}

/** Where a backup is copied to, on a disk without hard links, before it has its name. */
export function partOf(backup: string): string {
  return `${backup}.part`
}

async function contentOf(path: string): Promise<Uint8Array | undefined> {
  return fs.readFile(path).catch((error) => {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return undefined
    throw error
  })
}

async function removeEmptyFolders(root: string, folder: string): Promise<void> {
  for (let at = folder; at !== '.'; at = dirname(at)) {
    // One that is gone was removed by a run that came no further up.
    const path = join(root, at)
    if (!(await rmdirIfEmpty(path)) && (await exists(path))) return
  }
}

function damaged(root: string): UserError {
  return new UserError('The journal of a run that was cut short cannot be read', {
    where: journalFile(root),
    help: 'Look at the project (git status), delete that file, and run the command again.',
  })
}

/** The journal lies in a folder that others may write to; its paths are not trusted. */
function isJournal(value: unknown): value is Journal {
  const journal = value as Partial<Journal> | null
  return (
    journal?.version === 1 &&
    (journal.phase === 'undo' || journal.phase === 'finish') &&
    Array.isArray(journal.folders) &&
    journal.folders.every(isPath) &&
    Array.isArray(journal.entries) &&
    journal.entries.every(
      ({ path, temp, backup }) =>
        isPath(path) && isTemporary(temp, path, 'new') && isTemporary(backup, path, 'old'),
    )
  )
}

function isTemporary(value: unknown, path: string, ending: string): boolean {
  if (value === undefined) return true
  return isPath(value) && dirname(value) === dirname(path) && value.endsWith(`.${ending}`)
}

function isPath(value: unknown): value is string {
  if (typeof value !== 'string') return false
  checkPath(value)
  return true
}
