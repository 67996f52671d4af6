import fs from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../errors.ts'
import { checkPath } from '../merge/paths.ts'
import { FINISH, type Pending, type PendingFile, TAKE_BACK, withoutEnd } from '../merge/pending.ts'
import type { FileState, Plan, PlanEntry } from '../merge/plan.ts'
import { commitChanges } from './changes.ts'
import { codeOf, diskError } from './disk-error.ts'
import { readJournal, STATE_FOLDER } from './journal.ts'
import { projectReader } from './read.ts'

/** Beside the journal, where git does not see it. It appears and goes with the files it tells of. */
const PENDING_FILE = `${STATE_FOLDER}/pending.json`

interface Saved {
  readonly content: string
  readonly mode: number
}

/**
 * Writes what of a plan can be written while its conflicts are open, and what it takes to finish it
 * or to take it back: all of that or nothing.
 */
export async function commitPending(plan: Plan, pending: Pending): Promise<void> {
  const files = pending.files.map((file) => ({
    ...file,
    before: save(file.before),
    after: save(file.after),
  }))
  const content = `${JSON.stringify({ version: 1, label: pending.label, files })}\n`
  // It holds copies of files that may be for the owner only.
  const result = { content, mode: 0o600, exact: true } as const
  const entry: PlanEntry = { path: PENDING_FILE, action: 'create', seen: null, result }
  await commitChanges({ ...plan, entries: [...withoutEnd(plan), entry] })
}

/** Applies what finishes a pending operation or takes it back; then nothing is pending any more. */
export async function commitSettled(plan: Plan): Promise<void> {
  const seen = await projectReader(plan.root)(PENDING_FILE)
  const entry: PlanEntry = { path: PENDING_FILE, action: 'delete', seen, result: null }
  await commitChanges({ ...plan, entries: [...plan.entries, entry] })
}

/** The operation that is pending in a project; a UserError where it cannot be read. */
export async function readPending(root: string): Promise<Pending | undefined> {
  const where = join(root, PENDING_FILE)
  let text: string
  try {
    text = await fs.readFile(where, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return undefined
    throw diskError(error, 'Cannot read what is pending', where)
  }
  try {
    return parse(JSON.parse(text))
  } catch (error) {
    throw new UserError('What an operation has left to be settled cannot be read', {
      where,
      help: 'Look at the project (git status), delete that file, and run the command again.',
      cause: error,
    })
  }
}

/**
 * @throws UserError while an operation is pending: whatever is changed then could not be told from it.
 */
export async function refusePending(root: string): Promise<void> {
  // A run that was cut short is taken back first, and what it left pending with it.
  if (await readJournal(root)) return
  const pending = await readPending(root)
  if (!pending) return
  throw new UserError(
    `An operation is pending: ${pending.label} has left conflicts to be settled.`,
    {
      where: unsettledFiles(pending).join('\n'),
      help: `Settle them, then finish it: ${FINISH}\nOr take it back: ${TAKE_BACK}`,
    },
  )
}

/** The files that a person has to look at. */
export function unsettledFiles({ files }: Pending): string[] {
  return files.filter(({ kind }) => kind === 'conflict' || kind === 'stays').map(({ path }) => path)
}

function save(state: FileState | null): Saved | null {
  return state && { content: Buffer.from(state.content).toString('base64'), mode: state.mode }
}

function load(saved: unknown): FileState | null {
  if (saved === null) return null
  const { content, mode } = saved as Partial<Saved>
  if (typeof content !== 'string' || typeof mode !== 'number' || (mode & 0o777) !== mode) {
    throw new Error('no saved file')
  }
  return { content: Buffer.from(content, 'base64'), mode }
}

const KINDS: readonly unknown[] = ['written', 'conflict', 'stays', 'end']

/** The file lies in a folder that others may write to; its paths are not trusted. */
function parse(value: { version?: unknown; label?: unknown; files?: unknown } | null): Pending {
  if (value?.version !== 1 || typeof value.label !== 'string' || !Array.isArray(value.files)) {
    throw new Error('not of this version')
  }
  const files = value.files.map(({ path, kind, before, after }): PendingFile => {
    checkPath(path)
    if (!KINDS.includes(kind)) throw new Error('no such kind')
    return { path, kind, before: load(before), after: load(after) }
  })
  return { label: value.label, files }
}
