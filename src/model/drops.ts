import { UserError } from '../errors.ts'
import {
  type FieldOperation,
  type Operation,
  type RemoveOperation,
  subjectOf,
} from '../manifest/manifest.ts'
import type { EvolutionModel } from './evolution/evolution.ts'
import type { MigrationModel } from './migrations.ts'
import { spelledName } from './names.ts'
import { nearest } from './nearest.ts'
import { shown } from './shown.ts'
import { type ResourceModel, sliceNamed } from './slices.ts'
import { snakeCase, splitWords } from './words.ts'

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
  readonly reshaped: readonly (ResourceModel & Made)[]
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
  // What other resources made of the table cannot be done again once they are others themselves: it
  // is made as it was after the last time that happened.
  const tables = [...found.operations, ...found.reshaped]
    .filter(({ collection, folder }) => collection === slice.collection && folder === 'table')
    .filter(isLater)
  const start = tables.reduce((last, one) => (one.at >= last.at ? one : last))
  const changes = history.filter(
    (one) => one.run === 'field' && spelledName(subjectOf(one)) === slice.spelled,
  )
  // What named a column by then is done at once with the name that the column has in the end.
  const renamed = (one: MigrationModel) =>
    changes
      .filter((change) => change.at > one.at && change.at < start.at)
      .flatMap((change) => (change.run === 'field' ? newNames(change) : []))
      .reduce(withColumn, one)
  const own: readonly Made[] = [
    ...found.evolutions.filter(
      (one) => one.at > start.at && changes.some((change) => change.at === one.at),
    ),
    ...found.migrations.filter(({ table }) => table === slice.table).map(renamed),
  ]
  const later = own.filter(isLater).toSorted((a, b) => (a.at < b.at ? -1 : 1))
  return { at, slice, made: [start, ...later] }
}

/** The columns that an operation on fields gave other names, and those of references. */
function newNames({ rename = '' }: FieldOperation): (readonly [from: string, to: string])[] {
  return rename
    .split(/\s+/)
    .filter((pair) => pair !== '')
    .flatMap((pair) => {
      const [from = '', to = ''] = pair.split(':').map((name) => snakeCase(splitWords(name)))
      return [[from, to] as const, [`${from}_id`, `${to}_id`] as const]
    })
}

/** The migration, where a column has another name; what it says in quotes stays. */
function withColumn(one: MigrationModel, [from, to]: readonly [string, string]): MigrationModel {
  const named = new RegExp(`'[^']*'|(?<!\\w)${from}(?!\\w)`, 'g')
  const replaced = (sql: string) => sql.replaceAll(named, (it) => (it === from ? to : it))
  const quote = one.rule[0] ?? ''
  return {
    ...one,
    columns: replaced(one.columns),
    rule: quote + replaced(one.rule.slice(1, -1)) + quote,
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
