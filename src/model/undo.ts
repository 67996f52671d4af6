import { isDeepStrictEqual } from 'node:util'
import { UserError } from '../errors.ts'
import { type Manifest, type Operation, subjectOf } from '../manifest/manifest.ts'
import { foldModel, type Model } from './model.ts'

/** `resource article, of 20261122T093000Z` */
export function describeOperation(operation: Operation): string {
  return `${operation.run} ${subjectOf(operation)}, of ${operation.at}`
}

/** Why an operation cannot be taken out of the history. */
export interface Need {
  /** The later operation that needs it. */
  readonly by: Operation
  readonly reason: string
}

/** The manifest as if the operation had never been run. */
export function withoutOperation(manifest: Manifest, { at }: Operation): Manifest {
  return { ...manifest, history: manifest.history.filter((other) => other.at !== at) }
}

/**
 * What of the later operations would not be what it is without this one: it is refused, or what it
 * has brought would be another. `undefined` where nothing needs it.
 */
export function neededBy(manifest: Manifest, operation: Operation): Need | undefined {
  const without = withoutOperation(manifest, operation)
  try {
    return changedBy(foldModel(manifest), foldModel(without), operation)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return firstRefused(without, operation)
  }
}

/** The first operation that the ones before it do not allow. */
function firstRefused(without: Manifest, { at }: Operation): Need | undefined {
  const { history } = without
  for (const [index, by] of history.entries()) {
    if (by.at < at) continue
    try {
      foldModel({ ...without, history: history.slice(0, index + 1) })
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      return { by, reason: error.message }
    }
  }
  return undefined
}

/** A migration that exists is never written anew, and what came later keeps its address. */
function changedBy(before: Model, after: Model, { at }: Operation): Need | undefined {
  const later = after.manifest.history.filter((one) => one.at > at)
  const needs = (by: Operation | undefined, reason: string) => by && { by, reason }
  const migration = changed(migrationsOf(before), migrationsOf(after))
  if (migration !== undefined) {
    const by = later.find((one) => one.at === migration.at)
    return needs(by, 'its migration would be another')
  }
  const left = new Set(migrationsOf(after).map((one) => one.at))
  const gone = migrationsOf(before).find((one) => one.at > at && !left.has(one.at))
  if (gone !== undefined) {
    const by = later.find((one) => one.at === gone.at)
    return needs(by, 'it would have nothing to migrate')
  }
  for (const slice of after.resources) {
    const there = before.resources.find(({ file }) => file === slice.file)
    const begun = after.operations.findLast(({ file }) => file === slice.file)
    const made = later.find((one) => one.at === begun?.at)
    const known = new Set(there && addressesOf(there))
    const isMoved = addressesOf(slice).some((address) => !known.has(address))
    if (made && isMoved) return needs(made, 'what it serves would have another address')
    const isOther = !isDeepStrictEqual(slice.versions, there?.versions)
    const opened = later.findLast((one) => one.run === 'version' && one.name === slice.spelled)
    if (opened && isOther) return needs(opened, 'it would be another version')
  }
  return undefined
}

function addressesOf({ url, references, links }: Model['resources'][number]): string[] {
  return [
    url,
    ...references.map(({ list }) => list.path),
    ...links.flatMap(({ forward, backward }) => [forward.path, backward.path]),
  ]
}

function changed<T extends { readonly at: string }>(before: readonly T[], after: readonly T[]) {
  const known = new Map(before.map((one) => [one.at, one]))
  return after.find((one) => !isDeepStrictEqual(one, known.get(one.at)))
}

/** All that a migration is made of. */
function migrationsOf({ operations, migrations, evolutions, drops, webhookTables }: Model) {
  const tables = operations.filter(({ folder }) => folder === 'table')
  return [
    ...tables.map(tableOf),
    ...migrations,
    ...evolutions,
    ...drops.map(bare),
    ...webhookTables,
  ]
}

/** What an operation that brings a table says of it: what others are decides how it refers to them. */
function tableOf({ at, ...slice }: Model['operations'][number]) {
  return {
    at,
    table: slice.table,
    columns: slice.fields.map(({ columnDefinition }) => columnDefinition),
    other: [slice.ownerDefinitions, slice.removalDefinitions, slice.indexStart, slice.uniqueFilter],
    references: slice.references.map((one) => [
      one.constraintDefinition,
      one.indexStart,
      one.indexes,
      one.livingReferences.map(({ living, target }) => [living, target.table]),
    ]),
    links: slice.links.map((one) => [
      one.table,
      one.ownConstraint,
      one.otherConstraint,
      one.ownerDefinitions,
      one.indexMiddle,
      one.index,
    ]),
    indexes: slice.indexes,
    unique: slice.uniqueFields.map(({ unique, uniqueColumns }) => [unique, uniqueColumns]),
  }
}

/** The tables that made it, and the table that goes: what its migration is made of. */
function bare({ at, made, slice }: Model['drops'][number]) {
  const { table, links, references } = slice
  const removed = { table, links: links.map((link) => link.table), references: references.length }
  return { at, made: made.map((one) => one.at), removed }
}
