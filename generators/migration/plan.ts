import { usageError } from '../../src/errors.ts'
import type { Manifest, MigrationOperation, Operation } from '../../src/manifest/manifest.ts'
import { nextStamp } from '../../src/manifest/stamp.ts'
import type { Notice } from '../../src/merge/plan.ts'
import { migrationModel, migrationName } from '../../src/model/migrations.ts'
import { foldModel } from '../../src/model/model.ts'

export interface MigrationAnswers {
  readonly name: string
  readonly index?: string
  readonly constraint?: string
  readonly notValid?: boolean
  readonly validate?: string
}

/**
 * The operation that adds the migration, or `undefined` where the project has it already.
 *
 * @throws UserError for a name, a table, a column or a rule that is refused
 */
export function migrationOperation(
  manifest: Manifest,
  answers: MigrationAnswers,
  now: Date,
): MigrationOperation | undefined {
  checkForms(answers)
  const { resources, standing } = foldModel(manifest)
  const name = migrationName(answers.name).replaceAll('_', '-')
  const operation: MigrationOperation = {
    ...answers,
    at: nextStamp(manifest.history, now),
    run: 'migration',
    name,
  }
  const migration = migrationName(name)
  const same = standing.find((one) => one.migration === migration)
  if (same !== undefined) {
    const earlier = standing.filter((one) => one !== same)
    const { at } = same
    const wanted = migrationModel({ ...operation, at }, resources, earlier)
    if (JSON.stringify(wanted) === JSON.stringify(same)) return undefined
  }
  migrationModel(operation, resources, standing)
  return operation
}

/** How it is applied, where that is not in one transaction. */
export function migrationNotices(_: Manifest, operation: Operation): readonly Notice[] {
  if (operation.run !== 'migration') return []
  const { index, validate } = operation
  if (index === undefined && validate === undefined) return []
  const does = index === undefined ? 'looks at the rows' : 'builds the index'
  const message = `The migration ${does} outside a transaction, while others read and write. Where it stops half-way, apply it again, or roll it back.`
  return [{ code: 'online', message }]
}

function checkForms({ index, constraint, notValid, validate }: MigrationAnswers): void {
  const forms = [index, constraint, validate].filter((form) => form !== undefined)
  if (forms.length > 1) {
    throw usageError('A migration does one thing, and more than one is given.', {
      help: 'Give one of --add-index, --add-constraint and --validate-constraint.',
    })
  }
  if (notValid && constraint === undefined) {
    throw usageError('--not-valid goes with --add-constraint.', {
      help: 'Give a constraint, or leave it out.',
    })
  }
}
