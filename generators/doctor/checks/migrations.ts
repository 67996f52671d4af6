import { statSync } from 'node:fs'
import { join } from 'node:path'
import { sameText } from '../../../src/merge/lines.ts'
import { readGit } from '../../../src/steps/git.ts'
import { shellWord } from '../../../src/steps/shell.ts'
import type { MigrationState } from '../../undo/applied.ts'
import type { Examination } from '../examination.ts'
import type { Check, Found, Skipped } from '../finding.ts'

const group = 'Migrations'

const migrationMissing: Check = {
  code: 'migration-missing',
  group,
  severity: 'error',
  summary: 'The history has a migration whose file is not there.',
  needs: 'tree',
  async run(project) {
    const [tree, { tracked }] = [await project.tree(), await project.git()]
    return [...tree].flatMap(([path, file]): Found[] => {
      if (!path.startsWith('migrations/') || project.has(path)) return []
      const what = 'The history has this migration, and its file is not there.'
      if (tracked.has(path)) {
        return [{ what, where: path, mend: `git checkout HEAD -- ${shellWord(path)}` }]
      }
      if (isBlank(project, path)) {
        const mend = 'Take it from a copy: you wrote it, and git does not have it.'
        return [{ what, where: path, mend }]
      }
      return [
        {
          what,
          where: path,
          mend: 'npx create-alex-api doctor --fix, which writes it as it was generated',
          fix: {
            done: `wrote ${path} as it was generated`,
            change: (draft) => draft.write(path, file),
          },
        },
      ]
    })
  },
}

const migrationEdited: Check = {
  code: 'migration-edited',
  group,
  severity: 'error',
  summary: 'A migration was changed after it had been applied, so other databases differ.',
  needs: 'tree',
  async run(project) {
    return withStates(project, async (states) => {
      const tree = await project.tree()
      const found: Found[] = []
      for (const { name, appliedAt } of states) {
        const path = pathOf(name)
        const rendered = tree.get(path)?.content
        const text = project.text(path)
        if (!appliedAt || typeof rendered !== 'string' || text === undefined) continue
        // To write one before it is applied is what it is there for.
        if (sameText(text, rendered) || !(await isLaterThan(project, path, appliedAt))) continue
        found.push({
          what: `It was changed after it had been applied (${appliedAt}): this database has what it said before.`,
          where: path,
          mend: `Take the change back, and make it in a migration of its own: npx plop migration <name>`,
        })
      }
      return found
    })
  },
}

/**
 * Whether a file was changed after a time. A clone is younger than everything in it, so where git has
 * the file as it is, the last commit that changed it counts, and the one that added it does not.
 */
async function isLaterThan(project: Examination, path: string, time: string): Promise<boolean> {
  const applied = Date.parse(time)
  if (statSync(join(project.root, path)).mtimeMs <= applied) return false
  const { tracked } = await project.git()
  if (!tracked.has(path)) return true
  const changed = await readGit(project.root, 'diff', '--name-only', 'HEAD', '--', path)
  if (changed) return true
  const log = (await readGit(project.root, 'log', '--format=%ct', '--', path)) ?? ''
  const times = log.split('\n').map((seconds) => Number(seconds) * 1000)
  return times.length > 1 && (times[0] ?? 0) > applied
}

const migrationGone: Check = {
  code: 'migration-without-file',
  group,
  severity: 'error',
  summary: 'The database has a migration of which there is no file.',
  needs: 'manifest',
  async run(project) {
    return withStates(project, async (states) =>
      states
        .filter(({ hasFile }) => !hasFile)
        .map(({ name }) => ({
          what: `The database has the migration ${name}, and there is no file of it.`,
          where: pathOf(name),
          mend: `Get the file back (git log --all -- ${pathOf(name)}), or use the database of this branch alone.`,
        })),
    )
  },
}

const migrationLate: Check = {
  code: 'migration-late',
  group,
  severity: 'error',
  summary: 'A migration sorts before one that was applied, and so is refused.',
  needs: 'manifest',
  async run(project) {
    return withStates(project, async (states) => {
      const last = states.findLastIndex(({ appliedAt }) => appliedAt)
      const late = states.slice(0, Math.max(last, 0)).filter((one) => !one.appliedAt)
      const { run } = project.manager
      return late.map(({ name }) => ({
        what: `It sorts before ${states[last]?.name}, which is applied, and is refused for that.`,
        where: pathOf(name),
        mend: `Move it aside, ${run} db:rollback until ${states[last]?.name} is undone, move it back, ${run} db:migrate`,
      }))
    })
  },
}

const migrationsPending: Check = {
  code: 'migrations-pending',
  group,
  severity: 'notice',
  summary: 'The database that is configured here does not have every migration.',
  needs: 'manifest',
  async run(project) {
    return withStates(project, async (states) => {
      const last = states.findLastIndex(({ appliedAt }) => appliedAt)
      const open = states.slice(last + 1).filter(({ hasFile }) => hasFile)
      if (open.length === 0) return []
      const names = open.map(({ name }) => name).join(', ')
      const what = `Not applied to the database that is configured here: ${names}.`
      const mend = `${project.manager.run} db:migrate (in development, the next start does it)`
      return [{ what, where: pathOf(open[0]?.name ?? ''), mend }]
    })
  },
}

const databaseSilent: Check = {
  code: 'database-unreachable',
  group,
  severity: 'warning',
  summary: 'The database that is configured here cannot be asked for its migrations.',
  needs: 'manifest',
  async run(project) {
    const asked = await project.migrations()
    if ('skipped' in asked) return asked
    if (!('unknown' in asked)) return []
    const mend = `Start the database, or correct DATABASE_URL; then: ${project.manager.run} db:status`
    return [{ what: `The database cannot be asked: ${asked.unknown}.`, mend }]
  },
}

export const migrationChecks: readonly Check[] = [
  migrationMissing,
  migrationEdited,
  migrationGone,
  migrationLate,
  migrationsPending,
  databaseSilent,
]

async function withStates(
  project: Examination,
  look: (states: readonly MigrationState[]) => Promise<readonly Found[]>,
): Promise<readonly Found[] | Skipped> {
  const asked = await project.migrations()
  if ('skipped' in asked) return asked
  return 'states' in asked ? look(asked.states) : { skipped: 'the database cannot be asked' }
}

function pathOf(name: string): string {
  return `migrations/${name}.ts`
}

/** Whether it is one that is there to be written by hand. */
function isBlank({ manifest }: Examination, path: string): boolean {
  const blank = (manifest.model?.migrations ?? []).filter(({ folder }) => folder === 'migration')
  return blank.some(({ at }) => path.startsWith(`migrations/${at}_`))
}
