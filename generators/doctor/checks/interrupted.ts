import { join } from 'node:path'
import { findLeftovers } from '../../../src/commit/new-project.ts'
import { unsettledFiles } from '../../../src/commit/pending.ts'
import { FINISH, TAKE_BACK } from '../../../src/merge/pending.ts'
import { shellWord } from '../../../src/steps/shell.ts'
import { projectFiles } from '../files.ts'
import type { Check, Found } from '../finding.ts'
import { markerLine } from '../markers.ts'
import { problemFound } from '../problem.ts'

const group = 'Runs that were cut short'

const journalLeft: Check = {
  code: 'journal-left',
  group,
  severity: 'error',
  summary: 'A run was cut short (a crash, a power loss) and left its journal.',
  async run(project) {
    try {
      const journal = await project.journal()
      if (!journal) return []
      const half = journal.phase === 'undo' ? 'half-way' : 'when all was written'
      return [
        {
          what: `A run was cut short ${half}, with ${journal.entries.length} files to change.`,
          where: '.alex/journal.json',
          mend: 'npx create-alex-api doctor --fix, or any other command: the next one settles it first',
          fix: { done: 'settled what the run had begun', recovers: true },
        },
      ]
    } catch (error) {
      return [problemFound(error)]
    }
  },
}

const lockLeft: Check = {
  code: 'lock-left',
  group,
  severity: 'warning',
  summary: 'The lock of a run that is no more, or of one that works right now.',
  async run(project) {
    const lock = await project.lock()
    if (!lock || lock.own) return []
    const where = '.alex/lock'
    if (lock.gone) {
      const what = `The lock of a run that is no more (${lock.holder}).`
      const mend =
        'npx create-alex-api doctor --fix, or any other command: the next one takes it over'
      return [{ what, where, mend, fix: { done: 'took the lock over', recovers: true } }]
    }
    const what = `Another run works on this project right now (${lock.holder}).`
    return [{ severity: 'notice', what, where, mend: 'Wait for it, and look again.' }]
  },
}

const pendingOperation: Check = {
  code: 'pending-operation',
  group,
  severity: 'error',
  summary: 'An operation has left conflicts to be settled, and everything waits for it.',
  async run(project) {
    // What is pending may be what the journal takes back.
    if (await project.journal().catch(() => undefined)) return { skipped: 'a journal is left' }
    try {
      const pending = await project.pending()
      if (!pending) return []
      const open = unsettledFiles(pending).map((path) => {
        const line = markerLine(project.text(path) ?? '')
        return line === undefined ? path : `${path}:${line}`
      })
      const [where] = open
      return [
        {
          what: `${pending.label} is pending: ${open.length === 0 ? 'nothing of it is left to be settled' : `to be settled are ${open.join(', ')}`}.`,
          ...(where !== undefined && { where }),
          mend: `Settle them and finish it: ${FINISH}, or take it back: ${TAKE_BACK}`,
        },
      ]
    } catch (error) {
      return [problemFound(error)]
    }
  },
}

const conflictMarkers: Check = {
  code: 'conflict-markers',
  group,
  severity: 'error',
  summary: 'Conflict markers are left in a file.',
  async run(project) {
    const pending = await project.pending().catch(() => undefined)
    const known = new Set(pending ? unsettledFiles(pending) : [])
    const found: Found[] = []
    for (const path of await projectFiles(project)) {
      // Those are told with the operation that has left them.
      if (known.has(path)) continue
      const line = markerLine(project.text(path) ?? '')
      if (line === undefined) continue
      const manifest = path === 'alex.json'
      found.push({
        what: `${path} has conflict markers.`,
        where: `${path}:${line}`,
        mend: manifest
          ? 'npx create-alex-api sync'
          : `Decide between both sides, and take the markers out; then: git add ${shellWord(path)}`,
      })
    }
    return found
  },
}

const TEMPORARY = /(?:^|\/)\.alex-[0-9a-f]{8}-\d+\.(?:new|old|old\.part)$/

const temporaryFiles: Check = {
  code: 'temporary-files',
  group,
  severity: 'warning',
  summary: 'Temporary files of a run whose journal is gone.',
  async run(project) {
    if (await project.journal().catch(() => undefined)) return { skipped: 'a journal is left' }
    const files = (await projectFiles(project)).filter((path) => TEMPORARY.test(path))
    return files.map((path): Found => {
      if (!path.endsWith('.new')) {
        const what = 'What a file was before a run that was cut short: perhaps the only copy of it.'
        const mend = `Compare it with the files beside it, and then: rm ${shellWord(path)}`
        return { what, where: path, mend }
      }
      return {
        what: 'A file that a run was about to write, and has not.',
        where: path,
        mend: `rm ${shellWord(path)}`,
        fix: { done: `removed ${path}`, change: (draft) => draft.write(path, null) },
      }
    })
  },
}

const partialFolders: Check = {
  code: 'partial-folder',
  group,
  severity: 'notice',
  summary: 'A folder beside the project that a killed run was making it in.',
  async run({ root }) {
    const names = await findLeftovers(root)
    return names.map((name) => ({
      what: 'A run that was killed while it made this project has left a folder beside it.',
      where: join(root, '..', name),
      mend: `rm -r ${shellWord(join(root, '..', name))}`,
      fix: { done: `removed ${name}`, clearsPartials: true as const },
    }))
  },
}

export const interruptedChecks: readonly Check[] = [
  journalLeft,
  lockLeft,
  pendingOperation,
  conflictMarkers,
  temporaryFiles,
  partialFolders,
]
