import type { Field } from './field.ts'
import { formatFields } from './fields.ts'
import { resourceNames } from './names.ts'
import {
  type KeptPaths,
  type KnownResource,
  parentsOf,
  poolsOf,
  type ReferenceRoutes,
  storedValues,
} from './relations.ts'
import { fieldModels, fieldParts, type ResourceModel } from './slices.ts'
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
  return {
    ...there,
    declared,
    columns,
    ...fieldParts(known, models),
    references,
    links,
    parents: parentsOf(references, known),
    pools: poolsOf(references, known),
    storedValues: storedValues(references, known),
  }
}

/** What is known of a resource before its fields are read. */
export function knownAs(slice: ResourceModel): KnownResource {
  const { spelled, collection, accessWord, guardWord, fieldRoles, softDelete, parts } = slice
  const names = resourceNames(spelled, collection)
  return {
    ...names,
    ...addressModel(names, slice.apiVersion),
    accessWord,
    guardWord,
    fieldRoles,
    softDelete,
    parts,
  }
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
