import fs from 'node:fs/promises'
import type { Notice } from '../merge/plan.ts'
import { diskError } from './disk-error.ts'
import { finish, type Journal, readJournal, removeJournal, undo } from './journal.ts'
import { projectReader } from './read.ts'

/**
 * Finishes or undoes a commit that was cut short (a crash, `kill -9`, a power loss), and says what
 * it did. Call it first inside `withLock`; with nothing to recover it says
 * nothing, and clears away an empty `.alex`.
 */
export async function recover(root: string): Promise<Notice[]> {
  const real = await fs.realpath(root)
  const journal = await readJournal(real)
  if (!journal) {
    await removeJournal(real).catch(() => undefined)
    return []
  }
  await refuseLinks(real, journal)
  try {
    if (journal.phase === 'finish') {
      await finish(real, journal)
      return [
        { code: 'finished', message: 'An earlier run was cut short; its changes are complete.' },
      ]
    }
    const notices = await undo(real, journal)
    const message = 'An earlier run was cut short; what it had changed was taken back.'
    return [{ code: 'undone', message }, ...notices]
  } catch (error) {
    throw diskError(error, 'Cannot take back what an earlier run left')
  }
}

async function refuseLinks(root: string, journal: Journal): Promise<void> {
  const read = projectReader(root)
  for (const { path } of journal.entries) await read(path)
}
