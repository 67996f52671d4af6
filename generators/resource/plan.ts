import { UserError } from '../../src/errors.ts'
import type { Manifest, ResourceOperation } from '../../src/manifest/manifest.ts'
import { nextStamp } from '../../src/manifest/stamp.ts'
import { formatFields, parseFields } from '../../src/model/fields.ts'
import { foldModel } from '../../src/model/model.ts'
import { collidingResource, type ResourceNames, resourceNames } from '../../src/model/names.ts'

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
}

/**
 * The operation that adds the resource, or `undefined` where the project has it already, with the
 * same fields.
 *
 * @throws UserError for a name or a field list that is refused, and for a name that is taken
 */
export function resourceOperation(
  manifest: Manifest,
  { name, plural, fields }: ResourceAnswers,
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
  const taken = takenBy(manifest, names)
  if (taken === undefined) {
    return {
      at: nextStamp(manifest.history, now),
      run: 'resource',
      name: names.spelled,
      ...pluralToKeep(names),
      fields: wanted,
    }
  }
  if (isSame(taken, names) && formatFields(parseFields(taken.fields)) === wanted) return undefined
  throw nameTaken(taken, names)
}

/** @throws UserError for a name that is taken, in any spelling, or that no resource can have */
export function checkFreeName(manifest: Manifest, typed: string, plural?: string): void {
  const names = resourceNames(typed, plural)
  const taken = takenBy(manifest, names)
  if (taken !== undefined) throw nameTaken(taken, names)
}

function takenBy(manifest: Manifest, names: ResourceNames): ResourceOperation | undefined {
  const taken = collidingResource(names, foldModel(manifest).operations)
  return manifest.history.find(({ at }) => at === taken?.at)
}

/** The plural for the manifest, where it does not follow from the name. */
function pluralToKeep({ spelled, collection }: ResourceNames): { readonly plural?: string } {
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

// The name may be written in any spelling by hand.
function isSame({ name, plural }: ResourceOperation, wanted: ResourceNames): boolean {
  const { spelled, collection } = resourceNames(name, plural)
  return spelled === wanted.spelled && collection === wanted.collection
}

function nameTaken(taken: ResourceOperation, wanted: ResourceNames): UserError {
  const { name, plural, fields, at } = taken
  const { spelled } = wanted
  const there = plural === undefined ? name : `${name} (${plural})`
  const what = isSame(taken, wanted)
    ? `There is a resource ${spelled} already, with other fields.`
    : `The resource ${spelled} would collide with the resource ${there}, which is there already.`
  return new UserError(what, {
    where: `alex.json, the operation of ${at}: ${there} with ${fields}`,
    help: 'Give the new one another name. Nothing was changed.',
  })
}
