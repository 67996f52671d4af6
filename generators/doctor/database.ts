import { existsSync, readFileSync, statSync } from 'node:fs'
import { cp, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isGone, thisProcess } from '../../src/commit/owner.ts'
import { withScratch } from '../../src/steps/scratch.ts'
import { askMigrations, embeddedFolder, type MigrationState } from '../undo/applied.ts'
import type { Examination } from './examination.ts'

export type MigrationStates =
  | { readonly states: readonly MigrationState[] }
  /** It could not be asked, and that is no finding. */
  | { readonly skipped: string }
  /** It should have answered. */
  | { readonly unknown: string }

/** More than that is not copied to be looked at. */
const MOST_BYTES = 512 * 1024 * 1024

/**
 * Asks the database that is configured here for its migrations. No database is made, and the embedded
 * one is asked as a copy in a temporary folder, since to open one writes into its files.
 */
export async function readMigrationStates(project: Examination): Promise<MigrationStates> {
  const { root, manager, signal, env } = project
  const embedded = embeddedFolder(root, env)
  // What was never made has nothing that could differ.
  if (embedded !== undefined && !existsSync(embedded)) {
    return { states: [] }
  }
  if (!project.runs()) return { skipped: 'the project cannot be run here' }
  if (embedded === undefined) return askMigrations(root, manager, { signal })
  if (isOpen(embedded)) return { skipped: 'the embedded database is open in another process' }
  if ((await bytesIn(embedded)) > MOST_BYTES) {
    return { skipped: 'the embedded database is too large to be copied and looked at' }
  }
  return withScratch(async (aside) => {
    await cp(embedded, join(aside, 'pglite'), { recursive: true })
    return askMigrations(root, manager, { signal, env: { DATA_DIR: aside } })
  })
}

/** The project puts a file with its process id beside the database while it has it open. */
function isOpen(folder: string): boolean {
  const lock = `${folder}.lock`
  if (!existsSync(lock)) return false
  const pid = Number(readFileSync(lock, 'utf8'))
  return Number.isInteger(pid) && pid > 0 && !isGone({ ...thisProcess(), pid, started: '0' })
}

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
}
