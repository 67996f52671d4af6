import { UserError } from '../errors.ts'
import type { SliceOperation } from '../manifest/manifest.ts'
import { type FieldModel, fieldModel } from './field-model.ts'
import { checkSupport } from './field-support.ts'
import { scanFields } from './fields.ts'
import { type SliceImports, sliceImports } from './imports.ts'
import { collidingResource, type ResourceNames, resourceNames } from './names.ts'
import { type Part, parts } from './parts.ts'
import { type ParentModel, parentsOf, type ReferenceModel, referenceModels } from './relations.ts'

/** A resource as the templates see it, after every operation. */
export interface ResourceModel extends ResourceNames {
  /** Which parts it is made of, in the order of `parts`. */
  readonly parts: readonly Part[]
  readonly fields: readonly FieldModel[]
  readonly imports: SliceImports
  readonly references: readonly ReferenceModel[]
  /** The other resources that it refers to, each once, in the order of their folders. */
  readonly parents: readonly ParentModel[]
  /** `wire.withDates(request.body, 'publishedAt')`: the body of a request as the service takes it. */
  readonly requestInput: string
}

/** The parts that an operation makes. */
export function partsOf({ run }: Pick<SliceOperation, 'run'>): readonly Part[] {
  return run === 'resource' ? parts : [run]
}

/** The slice of that name, in any spelling; a plural is compared where it is given. */
export function sliceNamed<T extends ResourceNames>(
  slices: readonly T[],
  name: string,
  plural?: string,
): T | undefined {
  return slices.find((slice) => {
    const { spelled, collection } = resourceNames(name, plural ?? slice.collection)
    return spelled === slice.spelled && collection === slice.collection
  })
}

/**
 * The slice after the operation, where `slices` are those before it.
 *
 * @throws UserError for what cannot be added to them
 */
export function growSlice(
  slices: readonly ResourceModel[],
  operation: SliceOperation,
): ResourceModel {
  const { name, plural } = operation
  const there = sliceNamed(slices, name, plural)
  const made = partsOf(operation)
  if (there === undefined) return newSlice(slices, operation, made)
  const twice = made.filter((part) => there.parts.includes(part))
  if (twice.length > 0) {
    throw new UserError(
      `There is ${twice.length === 1 ? `a ${twice[0]} of` : 'a resource'} ${there.spelled} already (${there.collection}).`,
      { help: 'Give the new one another name.' },
    )
  }
  if (otherFields(there, operation, slices)) {
    throw new UserError(`The fields are not those that ${there.spelled} has already.`, {
      help: 'Leave them out, or write them as they were.',
    })
  }
  const missing = neededBefore(there, made)
  if (missing !== undefined) throw missingPart(there, made, missing)
  return {
    ...there,
    parts: parts.filter((part) => made.includes(part) || there.parts.includes(part)),
  }
}

/** The part that has to be there first, or `undefined`. */
export function neededBefore(
  slice: Pick<ResourceModel, 'parts'> | undefined,
  made: readonly Part[],
): Part | undefined {
  if (!made.includes('controller')) return undefined
  return (['repository', 'service'] as const).find(
    (part) => !made.includes(part) && !slice?.parts.includes(part),
  )
}

function missingPart({ spelled }: ResourceNames, made: readonly Part[], missing: Part): UserError {
  return new UserError(`A ${made.at(-1)} of ${spelled} needs its ${missing} first.`, {
    help: `Make it: npx plop ${missing} ${spelled}`,
  })
}

function newSlice(
  slices: readonly ResourceModel[],
  operation: SliceOperation,
  made: readonly Part[],
): ResourceModel {
  const { name, plural } = operation
  const names = resourceNames(name, plural)
  const other = collidingResource(names, slices)
  if (other) {
    throw new UserError(`There is a resource ${other.spelled} already (${other.collection}).`, {
      help: 'Give the new one another name.',
    })
  }
  const missing = neededBefore(undefined, made)
  if (missing !== undefined) throw missingPart(names, made, missing)
  const { models, references } = fieldModels(operation, names, slices)
  return {
    ...names,
    parts: made,
    fields: models,
    imports: sliceImports(names),
    references,
    parents: parentsOf(references, names),
    requestInput: requestInput(models),
  }
}

/** The fields as an operation gives them; they may refer to what has a table already, or to itself. */
function fieldModels(
  operation: SliceOperation,
  names: ResourceNames,
  slices: readonly ResourceModel[],
) {
  const typed = ('fields' in operation ? operation.fields : undefined) ?? ''
  const scanned = scanFields(typed)
  checkSupport(typed, scanned)
  const stored = slices.filter(({ parts: made }) => made.includes('repository'))
  const references = referenceModels(scanned, names, stored, typed)
  const models = scanned.map(({ field }) => {
    const reference = references.find(({ name }) => name === field.name)
    return fieldModel(field, names.resource, reference?.target.file === names.file)
  })
  return { models, references }
}

function otherFields(
  there: ResourceModel,
  operation: SliceOperation,
  slices: readonly ResourceModel[],
): boolean {
  if (!('fields' in operation) || operation.fields === undefined) return false
  const { models } = fieldModels(operation, there, slices)
  return JSON.stringify(models) !== JSON.stringify(there.fields)
}

function requestInput(fields: readonly FieldModel[]): string {
  const dates = fields.filter(({ isDate }) => isDate).map(({ name }) => `'${name}'`)
  if (dates.length === 0) return 'request.body'
  return `wire.withDates(${['request.body', ...dates].join(', ')})`
}
