import type { Arguments } from '../../src/cli/command.ts'
import type { Session } from '../../src/cli/session.ts'
import { UserError } from '../../src/errors.ts'
import { type Manifest, type Operation, subjectOf } from '../../src/manifest/manifest.ts'
import type { Notice } from '../../src/merge/plan.ts'
import { packageManagers } from '../../src/model/package-managers.ts'
import { describeOperation, neededBy, withoutOperation } from '../../src/model/undo.ts'
import type { Difference, Wanted } from '../change/change.ts'
import { findProject, runOptions } from '../change/project.ts'
import { runChange } from '../change/run.ts'
import { terminalAsk } from '../prompts.ts'
import { type Applied, appliedMigrations } from './applied.ts'
import { askOperation, findOperation } from './choose.ts'

/** `create-alex-api undo`: takes an operation out of the history, and what it brought out of the tree. */
export async function runUndo(args: Arguments, session: Session): Promise<number> {
  const { flags, positionals } = args
  const { root, manifest } = await findProject(session.cwd)
  const asking = session.interactive && !flags.yes
  const chosen =
    asking && positionals.length === 0
      ? await askOperation(manifest, terminalAsk(session.interrupted))
      : findOperation(manifest, positionals)
  return runChange(
    {
      ...runOptions('undo', root, args, session),
      already: () => ({ message: `There is no ${describeOperation(chosen)}, any more` }),
      decide: (now) => {
        const operation = now.history.find(({ at }) => at === chosen.at)
        if (operation === undefined) return undefined
        return undone(now, operation, {
          keepEdited: Boolean(flags['keep-edited']),
          unchecked: Boolean(flags.unchecked),
          applied: () => appliedMigrations(root, now, session),
        })
      },
    },
    session,
  )
}

export interface UndoOptions {
  readonly keepEdited: boolean
  /** Goes on where the database cannot be asked. */
  readonly unchecked: boolean
  readonly applied: () => Promise<Applied>
}

/**
 * The project without an operation.
 *
 * @throws UserError where a later operation needs it
 */
export function undone(
  manifest: Manifest,
  operation: Operation,
  { keepEdited, unchecked, applied }: UndoOptions,
): Wanted {
  const need = neededBy(manifest, operation)
  if (need !== undefined) {
    const { by, reason } = need
    throw new UserError(
      `${describeOperation(operation)} cannot be taken back: a later one needs it.`,
      {
        where: `${describeOperation(by)}: ${reason}`,
        help: `Take that back first: npx create-alex-api undo ${by.at}`,
      },
    )
  }
  return {
    manifest: withoutOperation(manifest, operation),
    keepEdited,
    notices: [{ code: 'undo', message: `This takes back ${describeOperation(operation)}.` }],
    inspect: async ({ removed, changed }: Difference) => {
      const later = changed.find((path) => path.startsWith('migrations/'))
      if (later !== undefined) throw wouldChange(operation, later)
      const own = removed.flatMap((path) => /^migrations\/(.*)\.ts$/.exec(path)?.[1] ?? [])
      return own.length === 0
        ? []
        : checkApplied(manifest, operation, own, await applied(), unchecked)
    },
  }
}

/**
 * @param own the names of the migrations that would go
 * @throws UserError where the database has one of them, or cannot be asked
 */
function checkApplied(
  manifest: Manifest,
  operation: Operation,
  own: readonly string[],
  applied: Applied,
  unchecked: boolean,
): readonly Notice[] {
  if ('unknown' in applied) {
    const reason = `Whether ${own.join(', ')} has been applied could not be checked: ${applied.unknown}.`
    if (unchecked) return [{ code: 'unchecked', message: reason }]
    throw new UserError(reason, {
      where: describeOperation(operation),
      help: 'Mend that, or, where you know that no database has it: --unchecked. Nothing was changed.',
    })
  }
  const first = applied.names.findIndex((name) => own.includes(name))
  if (first === -1) {
    const message = `${own.join(', ')} has not been applied to the database that is configured here. One that has it elsewhere would no longer find its file.`
    return [{ code: 'not-applied', message }]
  }
  const { run } = packageManagers[manifest.packageManager]
  const after = applied.names.slice(first + 1)
  const times = after.length + 1
  throw new UserError(
    `${describeOperation(operation)} cannot be taken back: its migration has been applied.`,
    {
      where: [
        ...own.filter((name) => applied.names.includes(name)),
        ...(after.length > 0 ? [`and after it: ${after.join(', ')}`] : []),
      ].join('\n'),
      help: [
        `Either roll it back first: ${run} db:rollback${times > 1 ? `, ${times} times (the later ones are applied again by ${run} db:migrate)` : ''}.`,
        `Or go forward, with ${forward(operation)}.`,
      ].join('\n'),
    },
  )
}

/** What takes away by a new migration what an operation brought. */
function forward(operation: Operation): string {
  const name = subjectOf(operation)
  switch (operation.run) {
    case 'field':
      return `the opposite change: npx plop field ${name}`
    case 'migration':
      return 'a migration that does the opposite: npx plop migration <name>'
    case 'remove':
      return `the resource once more: npx plop resource ${name}`
    default:
      return `a migration that drops its table: npx plop remove ${name}`
  }
}

function wouldChange(operation: Operation, path: string): UserError {
  return new UserError(
    `${describeOperation(operation)} cannot be taken back: a later migration would be another.`,
    {
      where: path,
      help: 'Take back first what came after it, the last first: npx create-alex-api undo',
    },
  )
}
