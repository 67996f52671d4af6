import { UserError } from '../../errors.ts'
import type { OptionsOperation } from '../../manifest/manifest.ts'
import { uses } from '../evolution/refusals.ts'
import { formatFields } from '../fields.ts'
import type { MigrationModel } from '../migrations.ts'
import type { ReferenceModel } from '../relations.ts'
import type { ResourceModel } from '../slices.ts'
import { getsAnOwner } from './consequences.ts'
import type { Options } from './options.ts'

interface Around {
  readonly there: ResourceModel
  readonly slices: readonly ResourceModel[]
  readonly migrations: readonly MigrationModel[]
}

/** @throws UserError for options that the resource cannot have, as it is or as what is around it is */
export function refuseOptions(
  { there, slices, migrations }: Around,
  before: Options,
  wanted: Options,
  operation: OptionsOperation,
): void {
  refuseWithoutPart(there, operation)
  refuseOwner(there, before, wanted, operation)
  refuseLeaks(there, slices, wanted)
  if (wanted.softDelete && !before.softDelete) refuseActions(there, slices)
  const gone = [
    ...(before.access === 'owner' && wanted.access !== 'owner' ? ['owner_id'] : []),
    ...(before.softDelete && !wanted.softDelete ? ['deleted_at'] : []),
  ]
  for (const column of gone) refuseDependents(there, migrations, column)
}

/** What an option is about has to be there. */
function refuseWithoutPart(
  { spelled, parts }: ResourceModel,
  { access, softDelete, description }: OptionsOperation,
): void {
  const refuse = (message: string, part: string) =>
    new UserError(message, { help: `Make it first: npx plop ${part} ${spelled}` })
  if (!parts.includes('repository') && (access ?? softDelete) !== undefined) {
    throw refuse(`There is no table of ${spelled}, so nothing of it is anybody's.`, 'repository')
  }
  if (!parts.includes('controller') && description !== undefined) {
    throw refuse(`Nothing serves ${spelled}, so no documentation speaks of it.`, 'controller')
  }
}

function refuseOwner(
  { humans }: ResourceModel,
  before: Options,
  wanted: Options,
  { owner }: OptionsOperation,
): void {
  const isAsked = getsAnOwner(before, wanted)
  if (isAsked && owner === undefined) {
    throw new UserError(`The ${humans} that are there already would have no owner.`, {
      help: 'Say whose they are: --owner <id of a subject>',
    })
  }
  if (!isAsked && owner !== undefined) {
    throw new UserError(`Nothing of the ${humans} gets an owner by this.`, {
      help: '--owner is for --access owner, where there was no owner before.',
    })
  }
}

/** A reference by which others would learn what somebody owns. */
function refuseLeaks(
  there: ResourceModel,
  slices: readonly ResourceModel[],
  { access }: Options,
): void {
  const isOther = ({ target }: ReferenceModel) => target.file !== there.file
  if (access === 'owner') {
    for (const other of slices) {
      const leads = other.references.some(({ target }) => target.file === there.file)
      if (other === there || !leads || other.accessWord === 'owner') continue
      throw leak(
        there,
        other,
        `Let it have an owner first: npx plop options ${other.spelled} -- --access owner`,
      )
    }
    return
  }
  for (const { target } of there.references.filter(isOther)) {
    const now = slices.find(({ file }) => file === target.file)
    if (now?.accessWord !== 'owner') continue
    throw leak(
      now,
      there,
      `Let ${now.aHuman} be for others first: npx plop options ${now.spelled} -- --access …`,
    )
  }
}

function leak(owned: ResourceModel, other: ResourceModel, help: string): UserError {
  const names = other.references
    .filter(({ target }) => target.file === owned.file)
    .map(({ name }) => name)
  const drop = `npx plop field ${other.spelled} -- --drop "${names.join(' ')}"`
  return new UserError(
    `Only its owner would know of ${owned.aHuman}, and ${other.aHuman} that refers to one would be for others too.`,
    { help: `${help}\nOr drop the field that leads to it: ${drop}` },
  )
}

/** What should follow from a removal, where the row stays. */
function refuseActions(there: ResourceModel, slices: readonly ResourceModel[]): void {
  for (const other of slices) {
    const acting = other.references.find(
      ({ target, onDelete }) => target.file === there.file && onDelete !== 'restrict',
    )
    const field = other.declared.find(({ name }) => name === acting?.name)
    if (acting === undefined || field === undefined) continue
    const { onDelete, ...bare } = field
    throw new UserError(
      `The row of ${there.aHuman} would stay when it is removed, so there would be nothing for ${onDelete} of ${other.spelled} to follow.`,
      {
        help: `Leave ${onDelete} out first: npx plop field ${other.spelled} -- --alter "${formatFields([bare])}"`,
      },
    )
  }
}

/** An index or a rule that was asked for by itself, and needs the column. */
function refuseDependents(
  { table }: ResourceModel,
  migrations: readonly MigrationModel[],
  column: string,
): void {
  const needs = migrations.find((one) => one.table === table && uses(one, column))
  if (needs === undefined) return
  const kind = needs.folder === 'migration-index' ? 'index' : 'constraint'
  throw new UserError(`The ${kind} ${needs.migration} needs ${column}, which would go.`, {
    help: `It came with the migration of ${needs.at}: take that operation back first.`,
  })
}
