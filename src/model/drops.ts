import { UserError } from '../errors.ts'
import { type Operation, type RemoveOperation, subjectOf } from '../manifest/manifest.ts'
import type { EvolutionModel } from './evolution/evolution.ts'
import type { MigrationModel } from './migrations.ts'
import { spelledName } from './names.ts'
import { nearest } from './nearest.ts'
import { shown } from './shown.ts'
import { type ResourceModel, sliceNamed } from './slices.ts'

/** A resource that was removed: what its migration takes away, and brings back empty. */
export interface DropModel {
  readonly at: string
  /** The resource as it is in the end. */
  readonly slice: ResourceModel
  /**
   * What has made the table as it is, in that order, each with its folder of templates; nothing where
   * there is no table.
   */
  readonly made: readonly Made[]
}

/** A migration of a table that is there. */
export type Made = { readonly at: string; readonly folder: string } & object

/** What the history has amounted to before a resource is removed. */
interface Found {
  readonly operations: readonly (ResourceModel & Made)[]
  readonly migrations: readonly MigrationModel[]
  readonly evolutions: readonly EvolutionModel[]
  readonly drops: readonly DropModel[]
}

/**
 * The slice that an operation removes.
 *
 * @throws UserError for what is not there, and for what others refer to
 */
export function removedSlice(
  { name }: Pick<RemoveOperation, 'name'>,
  slices: readonly ResourceModel[],
): ResourceModel {
  const slice = sliceNamed(slices, name)
  if (slice === undefined) throw notThere(name, slices)
  const others = slices.filter((other) => other !== slice && refersTo(other, slice))
  if (others.length === 0) return slice
  const names = others.map(({ spelled }) => spelled)
  const [one] = names
  throw new UserError(`${slice.AHuman} is referred to by ${names.join(', ')}.`, {
    help:
      names.length === 1
        ? `Remove that first (npx plop remove ${one}), or drop the field that refers to it (npx plop field ${one} -- --drop …).`
        : 'Remove these first, or drop their fields that refer to it: npx plop field <resource> -- --drop …',
  })
}

function refersTo({ references, links }: ResourceModel, { file }: ResourceModel): boolean {
  return [...references, ...links].some(({ target }) => target.file === file)
}

function notThere(name: string, slices: readonly ResourceModel[]): UserError {
  const names = slices.map(({ spelled }) => spelled)
  const meant = nearest(spelledName(name), names)
  const known = names.length > 0 ? `There are ${names.join(', ')}.` : 'There is none yet.'
  return new UserError(`There is no resource ${shown(name)}.`, {
    help: meant ? `Did you mean ${meant}?` : known,
  })
}

/** What an operation takes away with a slice. */
export function dropModel(
  { at }: Pick<RemoveOperation, 'at'>,
  slice: ResourceModel,
  history: readonly Operation[],
  found: Found,
): DropModel {
  if (!slice.parts.includes('repository')) return { at, slice, made: [] }
  const since = beginningOf(slice, found.drops)
  const isLater = (one: { readonly at: string }) => one.at > since && one.at < at
  const changes = history.filter(
    (one) => one.run === 'field' && spelledName(subjectOf(one)) === slice.spelled,
  )
  const made: readonly Made[] = [
    ...found.operations.filter(
      ({ collection, folder }) => collection === slice.collection && folder === 'table',
    ),
    ...found.evolutions.filter((one) => changes.some((change) => change.at === one.at)),
    ...found.migrations.filter(({ table }) => table === slice.table),
  ]
  return {
    at,
    slice,
    made: made.filter(isLater).toSorted((a, b) => (a.at < b.at ? -1 : 1)),
  }
}

/** The time after which a slice was made: that at which one of its name was removed. */
export function beginningOf(
  { collection }: Pick<ResourceModel, 'collection'>,
  drops: readonly DropModel[],
): string {
  return drops.findLast(({ slice }) => slice.collection === collection)?.at ?? ''
}

/** The migrations whose tables are still there, and those of no table. */
export function standingOf(
  migrations: readonly MigrationModel[],
  drops: readonly DropModel[],
): readonly MigrationModel[] {
  return migrations.filter(
    ({ at, table }) => !drops.some((drop) => drop.slice.table === table && drop.at > at),
  )
}
