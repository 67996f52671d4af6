import type { OptionsOperation } from '../../manifest/manifest.ts'
import { type Access, guardModel, parseAccess } from '../access.ts'
import { changedSlice } from '../changed-slice.ts'
import { refuseTakenNames } from '../database-names.ts'
import { parseDescription, tagDescription } from '../description.ts'
import { type EvolutionModel, type Found, sliceToChange } from '../evolution/evolution.ts'
import { atOnce, functionsOf } from '../evolution/step.ts'
import { checkFieldRules } from '../field-audience.ts'
import { guardAfter } from '../guards.ts'
import { ownerModel } from '../owner.ts'
import { removalModel } from '../removal.ts'
import { conditionsOf, type ResourceModel } from '../slices.ts'
import { lossesOf, warningsOf } from './consequences.ts'
import { refuseOptions } from './refusals.ts'
import { shapeOf } from './shape.ts'
import { reshape } from './statements.ts'

/** Whom a resource is for, and whether what is removed stays. */
export interface Options {
  readonly access: Access
  /** Who tells who calls, where it is not the guard of the whole project. */
  readonly guard: string | null
  readonly softDelete: boolean
}

/** What an operation on the options of a resource amounts to. */
export interface OptionsChange {
  readonly slice: ResourceModel
  /** The resource, and those that refer to it: as all of them are now. */
  readonly changed: readonly ResourceModel[]
  /** Of those, the ones whose tables are others now. */
  readonly reshaped: readonly ResourceModel[]
  /** None where no table changes. */
  readonly migration: EvolutionModel | undefined
  /** What is lost of the rows that are there: the change has to be allowed. */
  readonly losses: readonly string[]
  /** What to think of before it is applied. */
  readonly warnings: readonly string[]
}

/**
 * A resource for others than before, removed otherwise or described otherwise, and the migration that
 * the operation brings.
 *
 * @throws UserError for whatever refuses it
 */
export function changeOptions(
  { slices, migrations }: Found,
  operation: OptionsOperation,
): OptionsChange {
  const there = sliceToChange(slices, operation.resource)
  const wanted = wantedOptions(there, operation)
  const before = {
    access: there.accessWord,
    guard: there.guardWord,
    softDelete: there.softDelete,
  }
  refuseOptions({ there, slices, migrations }, before, wanted, operation)
  const slice = { ...withOptions(there, wanted, slices), ...described(there, operation) }
  const isOther =
    wanted.access !== before.access ||
    wanted.guard !== before.guard ||
    wanted.softDelete !== before.softDelete
  const unchanged = { losses: [], warnings: [], reshaped: [], migration: undefined }
  if (!isOther) return { slice, changed: [slice], ...unchanged }

  const after = slices.map((one) => (one === there ? slice : one))
  const others = slices
    .filter((other) => other !== there && refersTo(other, there))
    .map((other) => ({ before: other, after: again(other, after) }))
  const changed = [slice, ...others.map((other) => other.after)]
  const stored = others.filter((other) => other.before.parts.includes('repository'))
  for (const one of [slice, ...stored.map((other) => other.after)]) {
    const known = after.map((other) => changed.find(({ file }) => file === other.file) ?? other)
    refuseTakenNames(one, known, migrations)
  }
  const own = { before: shapeOf(there), after: shapeOf(slice) }
  const shapes = stored.map((one) => ({ before: shapeOf(one.before), after: shapeOf(one.after) }))
  const swap = <T>(pair: { before: T; after: T }) => ({ before: pair.after, after: pair.before })
  const owner = operation.owner === undefined ? 'forgotten' : { id: operation.owner }
  const up = reshape(own, shapes, owner)
  if (up.length === 0) return { slice, changed, ...unchanged }
  return {
    slice,
    changed,
    reshaped: [slice, ...stored.map((other) => other.after)],
    migration: {
      at: operation.at,
      folder: 'fields',
      migration: migrationName(there, before, wanted),
      imports: [],
      functions: [
        ...functionsOf('up', atOnce(...up)),
        ...functionsOf('down', atOnce(...reshape(swap(own), shapes.map(swap), 'forgotten'))),
      ],
    },
    losses: lossesOf(there, before, wanted),
    warnings: warningsOf(
      there,
      stored.map((other) => other.before),
      before,
      wanted,
    ),
  }
}

/** What is wanted, where what is not said stays as it is. */
export function wantedOptions(
  there: ResourceModel,
  { access, guard, softDelete }: Pick<OptionsOperation, 'access' | 'guard' | 'softDelete'>,
): Options {
  const accessWord = access === undefined ? there.accessWord : parseAccess(access)
  return {
    access: accessWord,
    guard: guardAfter(accessWord, there.guardWord, guard),
    softDelete: softDelete ?? there.softDelete,
  }
}

function withOptions(
  there: ResourceModel,
  { access, guard, softDelete }: Options,
  slices: readonly ResourceModel[],
): ResourceModel {
  const removal = removalModel(softDelete)
  const other = {
    ...there,
    accessWord: access,
    guardWord: guard,
    ...guardModel([{ accessWord: access, guardWord: guard, fieldRoles: there.fieldRoles }]),
    ...ownerModel(access, there),
    ...removal,
    conditions: conditionsOf(access, there, removal),
  }
  checkFieldRules(other)
  return again(other, slices)
}

/** The slice with the same fields, of what is around it now. */
function again(slice: ResourceModel, slices: readonly ResourceModel[]): ResourceModel {
  return changedSlice(slice, slice.declared, slices, (name) => name)
}

function described(there: ResourceModel, { description }: OptionsOperation) {
  if (description === undefined) return {}
  return { description: tagDescription(there, parseDescription(description)) }
}

function refersTo({ references, links }: ResourceModel, { file }: ResourceModel): boolean {
  return [...references, ...links].some(({ target }) => target.file === file)
}

/** `change_access_of_articles`: part of the file's name. */
function migrationName({ table }: ResourceModel, before: Options, wanted: Options): string {
  const isAccess = before.access !== wanted.access
  const isRemoval = before.softDelete !== wanted.softDelete
  const what = isAccess && isRemoval ? 'options' : isAccess ? 'access' : 'removal'
  return `change_${what}_of_${table}`
}
