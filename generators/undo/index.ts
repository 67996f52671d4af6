import type { Arguments } from '../../src/cli/command.ts'
import type { Session } from '../../src/cli/session.ts'
import { UserError } from '../../src/errors.ts'
import { type Manifest, type Operation, subjectOf } from '../../src/manifest/manifest.ts'
import { describeOperation, neededBy, withoutOperation } from '../../src/model/undo.ts'
import { migrationNames } from '../../src/render/own-migrations.ts'
import type { Difference, Wanted } from '../change/change.ts'
import { findProject, runOptions } from '../change/project.ts'
import { runChange } from '../change/run.ts'
import { terminalAsk } from '../prompts.ts'
import { type Applied, appliedMigrations } from './applied.ts'
import { checkApplied } from './check-applied.ts'
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
  if (operation.run === 'upgrade') {
    throw new UserError(`${describeOperation(operation)} cannot be taken back.`, {
      where: `create-alex-api ${manifest.version} comes with that migration.`,
      help: 'Nothing in the project works without it. Git has the project as it was before the update.',
    })
  }
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
      const own = migrationNames(removed)
      return own.length === 0
        ? []
        : checkApplied(await applied(), {
            manifest,
            what: describeOperation(operation),
            migrations: own,
            unchecked,
            forward: `Or go forward, with ${forward(operation)}.`,
          })
    },
  }
}

/** What takes away by a new migration what an operation brought. */
function forward(operation: Operation): string {
  const name = subjectOf(operation)
  switch (operation.run) {
    case 'field':
      return `the opposite change: npx plop field ${name}`
    case 'options':
      return `the opposite: npx plop options ${name}`
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
