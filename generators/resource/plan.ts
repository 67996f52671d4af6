import { UserError } from '../../src/errors.ts'
import type { Manifest, ResourceOperation } from '../../src/manifest/manifest.ts'
import { nextStamp } from '../../src/manifest/stamp.ts'
import { parseAccess } from '../../src/model/access.ts'
import { parseDescription, tagDescription } from '../../src/model/description.ts'
import { beginningOf } from '../../src/model/drops.ts'
import { formatFields, parseFields } from '../../src/model/fields.ts'
import { NO_GUARD } from '../../src/model/guards.ts'
import { foldModel } from '../../src/model/model.ts'
import { collidingResource, type ResourceNames, resourceNames } from '../../src/model/names.ts'
import { parts } from '../../src/model/parts.ts'
import { growSlice, type ResourceModel } from '../../src/model/slices.ts'

/** Where the code of a resource lies, in any spelling of its name. */
export function sliceFolder(name: string, plural?: string): string {
  return `src/resources/${resourceNames(name, plural).collection}`
}

export interface ResourceAnswers {
  /** In any spelling. */
  readonly name: string
  /** Where it is not as in English. */
  readonly plural?: string
  readonly fields: string
  /** As typed: `role(editor)`. */
  readonly access?: string
  /** Who tells who calls: the name of a guard. */
  readonly guard?: string
  readonly softDelete?: boolean
  readonly description?: string
  readonly apiVersion?: number
}

/**
 * The operation that adds the resource, or `undefined` where the project has it already, with the
 * same fields.
 *
 * @throws UserError for a name or a field list that is refused, and for a name that is taken
 */
export function resourceOperation(
  manifest: Manifest,
  { name, plural, fields, ...options }: ResourceAnswers,
  now: Date,
): ResourceOperation | undefined {
  const names = resourceNames(name, plural)
  const parsed = parseFields(fields)
  if (parsed.length === 0) {
    throw new UserError('A resource needs at least one field.', {
      help: 'For instance: --fields "title:string(200)"',
    })
  }
  const wanted = formatFields(parsed)
  const kept = optionsToKeep(options)
  const taken = takenBy(manifest, names)
  if (taken === undefined) {
    return {
      at: nextStamp(manifest.history, now),
      run: 'resource',
      name: names.spelled,
      ...pluralToKeep(names),
      fields: wanted,
      ...kept,
    }
  }
  if (!isSame(taken, names) || taken.fields !== wanted) throw nameTaken(taken, names)
  if (taken.slice.accessWord !== (kept.access ?? 'public')) throw accessTaken(taken)
  if (taken.slice.guardWord !== (kept.guard ?? null)) throw guardTaken(taken)
  if (taken.slice.softDelete !== (kept.softDelete ?? false)) throw removalTaken(taken)
  if (taken.slice.description !== tagDescription(taken.slice, kept.description)) {
    throw descriptionTaken(taken)
  }
  if (taken.slice.apiVersion !== (kept.apiVersion ?? 1)) throw versionTaken(taken)
  const left = parts.filter((part) => !taken.slice.parts.includes(part))
  if (left.length === 0) return undefined
  throw new UserError(`Parts of ${names.spelled} are there already, and a resource is all of it.`, {
    where: `alex.json, the operation of ${taken.at}: ${taken.run} ${names.spelled}`,
    help: `Add what is left: ${left.map((part) => `npx plop ${part} ${names.spelled}`).join(', ')}`,
  })
}

/**
 * What the manifest keeps of the options: who may use it, unless that is everyone, whether
 * what is removed stays, what it is, and where its API begins, unless that is at 1.
 *
 * @throws UserError for what cannot be
 */
export function optionsToKeep({
  access,
  guard,
  softDelete,
  description,
  apiVersion,
}: Pick<ResourceAnswers, 'access' | 'guard' | 'softDelete' | 'description' | 'apiVersion'>) {
  const word = access === undefined ? 'public' : parseAccess(access)
  return {
    ...(word !== 'public' && { access: word }),
    ...(guard !== undefined && guard !== NO_GUARD && { guard }),
    ...(softDelete === true && { softDelete }),
    ...(description !== undefined && { description: parseDescription(description) }),
    ...(apiVersion !== undefined && apiVersion !== 1 && { apiVersion }),
  }
}

/** It is there, for others than was asked for. */
export function accessTaken(taken: Taken): UserError {
  const { aHuman, accessWord, spelled } = taken.slice
  const help = `To change that: npx plop options ${spelled} -- --access …`
  return optionTaken(taken, `There is ${aHuman} already, and its access is ${accessWord}.`, help)
}

/** It is there, and another guard tells who calls. */
export function guardTaken(taken: Taken): UserError {
  const { aHuman, guardWord, spelled } = taken.slice
  const guard = guardWord === null ? 'no guard of its own' : `the guard ${guardWord}`
  const help = `To change that: npx plop options ${spelled} -- --guard …`
  return optionTaken(taken, `There is ${aHuman} already, with ${guard}.`, help)
}

/** It is there, and its table is made for another way of removing. */
export function removalTaken(taken: Taken): UserError {
  const { aHuman, softDelete, spelled } = taken.slice
  const stays = softDelete ? 'stays in its table' : 'is gone'
  const flag = softDelete ? '--no-soft-delete' : '--soft-delete'
  const help = `To change that: npx plop options ${spelled} -- ${flag}`
  return optionTaken(taken, `There is ${aHuman} already, and what is removed ${stays}.`, help)
}

/** It is there, with other words about it. */
export function descriptionTaken(taken: Taken): UserError {
  const { aHuman, spelled } = taken.slice
  const help = `To change that: npx plop options ${spelled} -- --description "…"`
  return optionTaken(taken, `There is ${aHuman} already, with another description.`, help)
}

/** It is there, and served at another address. */
export function versionTaken(taken: Taken): UserError {
  const { aHuman, url } = taken.slice
  return optionTaken(taken, `There is ${aHuman} already, and its API begins at ${url}.`)
}

function optionTaken(
  { at, run, slice }: Taken,
  message: string,
  help = 'It stays as it was made.',
): UserError {
  return new UserError(message, {
    where: `alex.json, the operation of ${at}: ${run} ${slice.spelled}`,
    help: `${help}\nNothing was changed.`,
  })
}

/** @throws UserError for a name that is taken, in any spelling, or that no resource can have */
export function checkFreeName(manifest: Manifest, typed: string, plural?: string): void {
  const names = resourceNames(typed, plural)
  const taken = takenBy(manifest, names)
  if (taken !== undefined) throw nameTaken(taken, names)
}

/**
 * Refuses fields that a new resource cannot have in this project.
 *
 * @throws UserError for what is wrong with them
 */
export function checkNewFields(
  manifest: Manifest,
  names: Pick<ResourceAnswers, 'name' | 'plural' | 'access'>,
  fields: string,
): void {
  const at = nextStamp(manifest.history, new Date(0))
  const { resources, standing } = foldModel(manifest)
  growSlice(resources, { at, run: 'resource', ...names, fields }, undefined, standing)
}

/** A slice that is there, and the operation that it began with. */
export interface Taken {
  readonly at: string
  readonly run: string
  readonly slice: ResourceModel
  /** In the canonical spelling. */
  readonly fields: string
}

/** The slice that has one of these names. */
export function takenBy(manifest: Manifest, names: ResourceNames): Taken | undefined {
  const { resources, operations, drops } = foldModel(manifest)
  const slice = collidingResource(names, resources)
  const since = slice && beginningOf(slice, drops)
  const first = operations.find(
    ({ collection, at }) => collection === slice?.collection && at > (since ?? ''),
  )
  if (slice === undefined || first === undefined) return undefined
  const { at, run } = first
  return { at, run, slice, fields: formatFields(slice.declared) }
}

/** The plural for the manifest, where it does not follow from the name. */
export function pluralToKeep({ spelled, collection }: ResourceNames): { readonly plural?: string } {
  return usualPlural(spelled) === collection ? {} : { plural: collection }
}

function usualPlural(name: string): string | undefined {
  try {
    return resourceNames(name).collection
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}

export function isSame({ slice }: Taken, wanted: ResourceNames): boolean {
  return slice.spelled === wanted.spelled && slice.collection === wanted.collection
}

/** Says what has the name, or its fields where that is the slice itself. */
export function nameTaken(taken: Taken, wanted: ResourceNames): UserError {
  const { slice, fields, at } = taken
  const { spelled } = wanted
  const usual = pluralToKeep(slice).plural === undefined
  const there = usual ? slice.spelled : `${slice.spelled} (${slice.collection})`
  const what = isSame(taken, wanted)
    ? `There is a resource ${spelled} already, with other fields.`
    : `The resource ${spelled} would collide with the resource ${there}, which is there already.`
  return new UserError(what, {
    where: `alex.json, the operation of ${at}: ${there} with ${fields}`,
    help: 'Give the new one another name. Nothing was changed.',
  })
}
