import type { Field } from './field.ts'
import { formatFields } from './fields.ts'
import { resourceNames } from './names.ts'
import {
  includingModel,
  type KeptPaths,
  type KnownResource,
  parentsOf,
  poolsOf,
  type ReferenceRoutes,
  storedValues,
} from './relations.ts'
import { fieldModels, fieldParts, isIncluded, type ResourceModel } from './slices.ts'
import { addressModel } from './versions.ts'

/** What the name of a field was before; `undefined` for one that is new. */
export type FormerName = (name: string) => string | undefined

/**
 * The slice with other fields, and otherwise as it was made: what is served keeps its paths.
 *
 * @throws UserError for fields that it cannot have
 */
export function changedSlice(
  there: ResourceModel,
  fields: readonly Field[],
  slices: readonly ResourceModel[],
  former: FormerName,
): ResourceModel {
  const known = knownAs(there)
  const { declared, models, columns, references, links } = fieldModels(
    formatFields(fields),
    known,
    slices,
    keptPaths(there, fields, former),
  )
  const wasShown = new Set(there.including.references.map(({ name }) => name))
  const mayShow = isIncluded(known, slices)
  // What is shown within it is settled when the reference is made.
  const shown = references.filter((reference) => {
    const before = former(reference.name)
    return before === undefined ? mayShow(reference) : wasShown.has(before)
  })
  return {
    ...there,
    declared,
    columns,
    ...fieldParts(known, models, shown.length > 0),
    including: includingModel(known, shown),
    references,
    links,
    parents: parentsOf(references, known),
    pools: poolsOf(references, known),
    storedValues: storedValues(references, known),
  }
}

/** What is known of a resource before its fields are read. */
export function knownAs(slice: ResourceModel): KnownResource {
  const { spelled, collection, accessWord, softDelete } = slice
  const names = resourceNames(spelled, collection)
  return { ...names, ...addressModel(names, slice.apiVersion), accessWord, softDelete }
}

/** A path that has the old name of its field in it goes with the name. */
export function keptPaths(
  { collection, references, links }: ResourceModel,
  fields: readonly Field[],
  former: FormerName,
): KeptPaths {
  const served = new Map<string, Pick<ReferenceRoutes, 'path' | 'last'>>([
    ...references.map(({ name, list }) => [name, list] as const),
    ...links.map(({ name, backward }) => [name, backward] as const),
  ])
  return new Map(
    fields.flatMap(({ name }) => {
      const before = former(name)
      const list = before === undefined ? undefined : served.get(before)
      const isKept = list !== undefined && (before === name || list.last === collection)
      return isKept ? [[name, list.path]] : []
    }),
  )
}
