import { UserError, usageError } from '../../src/errors.ts'
import type { Manifest, Operation, OptionsOperation } from '../../src/manifest/manifest.ts'
import { nextStamp } from '../../src/manifest/stamp.ts'
import type { Notice } from '../../src/merge/plan.ts'
import { parseAccess } from '../../src/model/access.ts'
import { parseDescription, tagDescription } from '../../src/model/description.ts'
import { sliceToChange } from '../../src/model/evolution/evolution.ts'
import { NO_GUARD } from '../../src/model/guards.ts'
import { foldModel } from '../../src/model/model.ts'
import { changeOptions, type OptionsChange } from '../../src/model/options/options.ts'
import { shown } from '../../src/model/shown.ts'
import type { ResourceModel } from '../../src/model/slices.ts'

export interface OptionsAnswers {
  /** In any spelling. */
  readonly name: string
  /** As typed: `role(editor)`. */
  readonly access?: string
  /** The name of a guard; `none` for that of the whole project. */
  readonly guard?: string
  /** Whose the rows are that are there. */
  readonly owner?: string
  readonly softDelete?: boolean
  readonly description?: string
  readonly allowDataLoss?: boolean
  readonly keepEdited?: boolean
}

/**
 * The operation that changes the options, or `undefined` where they are so already.
 *
 * @throws UserError for whatever refuses it, for an owner that is missing, and for a loss that is not
 *   allowed
 */
export function optionsOperation(
  manifest: Manifest,
  answers: OptionsAnswers,
  now: Date,
): OptionsOperation | undefined {
  const slice = sliceToChange(foldModel(manifest).resources, answers.name)
  const { access, guard, softDelete, description } = answers
  if ((access ?? guard ?? softDelete ?? description) === undefined) {
    throw usageError('Nothing is to be done to the options.', {
      where: 'missing: one of --access, --guard, --soft-delete, --no-soft-delete, --description',
      help: 'For instance: npx plop options article -- --access authenticated',
    })
  }
  const changes = otherOptions(slice, answers)
  if (Object.keys(changes).length === 0) return undefined
  if (needsOwner(slice, answers) && answers.owner === undefined) throw ownerMissing(slice)
  const operation: OptionsOperation = {
    at: nextStamp(manifest.history, now),
    run: 'options',
    resource: slice.spelled,
    ...changes,
    ...(answers.owner !== undefined && { owner: parseOwner(answers.owner) }),
  }
  const { losses } = changeOf(manifest, operation)
  if (losses.length > 0 && !answers.allowDataLoss) {
    throw new UserError('This would lose what is in the table.', {
      where: losses.join('\n'),
      help: 'If it may: --allow-data-loss. Nothing was changed.',
    })
  }
  return operation
}

/** What to think of before the migration is applied. */
export function optionsNotices(manifest: Manifest, operation: Operation): readonly Notice[] {
  if (operation.run !== 'options') return []
  const { losses, warnings } = changeOf(manifest, operation)
  const lost = losses.map((loss) => ({ code: 'data-loss', message: `Is lost: ${loss}.` }))
  return [...lost, ...warnings.map((message) => ({ code: 'migration', message }))]
}

/** What these answers would lose, and all else that refuses them; an owner that is missing is anybody. */
export function lossesIn(manifest: Manifest, answers: OptionsAnswers): readonly string[] {
  const anybody = '00000000-0000-0000-0000-000000000000'
  const slice = sliceToChange(foldModel(manifest).resources, answers.name)
  const owner = needsOwner(slice, answers) ? (answers.owner ?? anybody) : undefined
  const { owner: _, ...others } = answers
  const all = { ...others, ...(owner !== undefined && { owner }), allowDataLoss: true }
  const operation = optionsOperation(manifest, all, new Date(0))
  return operation === undefined ? [] : changeOf(manifest, operation).losses
}

/** Whether it gets an owner that it has not. */
export function needsOwner(
  { accessWord }: ResourceModel,
  { access }: Pick<OptionsAnswers, 'access'>,
): boolean {
  return access !== undefined && parseAccess(access) === 'owner' && accessWord !== 'owner'
}

/**
 * Reads what `--owner` says.
 *
 * @throws UserError for what is no id
 */
export function parseOwner(typed: string): string {
  const id = typed.trim().toLowerCase()
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return id
  throw usageError(`"${shown(typed)}" is nobody's id.`, {
    help: 'It is the id that src/identify.ts gives for whoever calls, a UUID: --owner 0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  })
}

function ownerMissing({ humans }: ResourceModel): UserError {
  return usageError(`The ${humans} that are there already would have no owner.`, {
    where: 'missing: --owner',
    help: 'Say whose they are: --owner <id>, as src/identify.ts gives it for whoever calls.',
  })
}

/** What is said, and is not so already. */
function otherOptions(
  slice: ResourceModel,
  { access, guard, softDelete, description }: OptionsAnswers,
): Pick<OptionsOperation, 'access' | 'guard' | 'softDelete' | 'description'> {
  const word = access === undefined ? undefined : parseAccess(access)
  const text = description === undefined ? undefined : parseDescription(description)
  const isDescribed = text !== undefined && slice.description === tagDescription(slice, text)
  return {
    ...(word !== undefined && word !== slice.accessWord && { access: word }),
    ...(guard !== undefined && guard !== (slice.guardWord ?? NO_GUARD) && { guard }),
    ...(softDelete !== undefined && softDelete !== slice.softDelete && { softDelete }),
    ...(text !== undefined && !isDescribed && { description: text }),
  }
}

function changeOf(manifest: Manifest, operation: OptionsOperation): OptionsChange {
  const { resources, standing } = foldModel(manifest)
  return changeOptions({ slices: resources, migrations: standing }, operation)
}
