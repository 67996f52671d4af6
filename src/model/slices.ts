import { UserError } from '../errors.ts'
import type { SliceOperation } from '../manifest/manifest.ts'
import { accessCode } from './access.ts'
import type { ListField } from './field-lists.ts'
import { type FieldModel, fieldModel } from './field-model.ts'
import { checkSupport } from './field-support.ts'
import { scanFields } from './fields.ts'
import { type SliceImports, sliceImports } from './imports.ts'
import { collidingResource, type ResourceNames, resourceNames, spelledName } from './names.ts'
import { type Part, parts } from './parts.ts'
import {
  type LinkModel,
  linkModels,
  type ParentModel,
  type PoolModel,
  parentsOf,
  pathsOf,
  poolsOf,
  type ReferenceModel,
  referenceModels,
  storedValues,
} from './relations.ts'
import { type ColumnModel, columnsOf } from './schema-document.ts'
import type { VersionModel } from './versions.ts'

/** A resource as the templates see it, after every operation. */
export interface ResourceModel extends ResourceNames {
  /** Which parts it is made of, in the order of `parts`. */
  readonly parts: readonly Part[]
  /** `'public'`: what its routes say of whom they are for, as code. */
  readonly access: string
  readonly fields: readonly FieldModel[]
  /** The columns of the fields, for the documentation. */
  readonly columns: readonly ColumnModel[]
  /** Those that lists are narrowed and ordered by, besides the time of creation. */
  readonly listFields: readonly ListField[]
  readonly imports: SliceImports
  readonly references: readonly ReferenceModel[]
  readonly links: readonly LinkModel[]
  /** The other resources that it refers to, each once, in the order of their folders. */
  readonly parents: readonly ParentModel[]
  /** Of those, the ones of which each entity has to have its own. */
  readonly pools: readonly PoolModel[]
  /** `values`: what the factory makes before it stores it. */
  readonly storedValues: string
  /** The later versions of its API, the earliest first. */
  readonly versions: readonly VersionModel[]
  /** `wire.read(request.body, articleReaders)`: the body of a request as the service takes it. */
  readonly requestInput: string
  /** What the schemas say of how a body is read: one statement, or none. */
  readonly readers: readonly string[]
  /** What an enum can be, as types. */
  readonly valueTypes: readonly string[]
  readonly indexes: readonly { readonly name: string; readonly column: string }[]
  /** Those of which no two entities have the same. */
  readonly uniqueFields: readonly FieldModel[]
  /** `made`: the factory's counter, where something has to be unique; none otherwise. */
  readonly counters: readonly string[]
  /** How the repository in memory keeps them unique: once, or not at all. */
  readonly uniqueness: readonly UniquenessModel[]
}

export interface UniquenessModel {
  /** `'slug', 'code'`: all of them. */
  readonly names: string
  /** Those of which tests can make two that are the same, and of these the ones that may be null. */
  readonly testedNames: string
  readonly nullableNames: string
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
  const spelled = spelledName(name)
  const collection = plural === undefined ? undefined : resourceNames(name, plural).collection
  return slices.find(
    (slice) =>
      slice.spelled === spelled && (collection === undefined || slice.collection === collection),
  )
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
  const { models, columns, references, links } = fieldModels(operation, names, slices)
  const uniqueFields = models.filter(({ unique }) => unique !== null)
  return {
    ...names,
    parts: made,
    access: accessCode('public'),
    fields: models,
    columns,
    listFields: models.flatMap(({ listField }) => listField ?? []),
    imports: sliceImports(names, models),
    references,
    links,
    parents: parentsOf(references, names),
    versions: [],
    pools: poolsOf(references, names),
    storedValues: storedValues(references, names),
    requestInput: requestInput(models, names),
    readers: readersOf(models, names),
    valueTypes: models.flatMap(({ valueType }) => valueType?.declaration ?? []),
    indexes: models.flatMap(({ index, column }) => (index ? [{ name: index, column }] : [])),
    uniqueFields,
    counters: uniqueFields.some(({ factoryValue }) => /\bmade\b/.test(factoryValue))
      ? ['made']
      : [],
    uniqueness: uniquenessOf(uniqueFields),
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
  const taken = pathsOf(slices.filter(({ file }) => file !== names.file))
  const links = linkModels(scanned, names, stored, typed, taken)
  const references = referenceModels(scanned, names, stored, typed, taken)
  const own = scanned.map(({ field }) => field).filter(({ type }) => type !== 'many')
  const models = own.map((field) => {
    const reference = references.find(({ name }) => name === field.name)
    return fieldModel(field, names, reference?.target)
  })
  return { models, columns: columnsOf(own, models, references), references, links }
}

function otherFields(
  there: ResourceModel,
  operation: SliceOperation,
  slices: readonly ResourceModel[],
): boolean {
  if (!('fields' in operation) || operation.fields === undefined) return false
  const { models, links } = fieldModels(operation, there, slices)
  return JSON.stringify([models, links]) !== JSON.stringify([there.fields, there.links])
}

function uniquenessOf(fields: readonly FieldModel[]): readonly UniquenessModel[] {
  if (fields.length === 0) return []
  const namesOf = (some: readonly FieldModel[]) => some.map(({ name }) => `'${name}'`).join(', ')
  return [
    {
      names: namesOf(fields),
      testedNames: namesOf(fields.filter(({ example }) => example !== 'null')),
      nullableNames: namesOf(fields.filter(({ leftOut }) => leftOut === 'null')),
    },
  ]
}

/** `wire.read(request.body, articleReaders)`, where there is something to be read. */
function requestInput(fields: readonly FieldModel[], { resource }: ResourceNames): string {
  const hasReaders = fields.some(({ reader }) => reader !== null)
  return hasReaders ? `wire.read(request.body, ${resource}Readers)` : 'request.body'
}

/** The readers of a resource as one statement, or none. */
function readersOf(fields: readonly FieldModel[], { resource }: ResourceNames): string[] {
  const lines = fields.flatMap(({ name, reader }) => (reader ? [`  ${name}: ${reader},\n`] : []))
  return lines.length === 0 ? [] : [`export const ${resource}Readers = {\n${lines.join('')}}`]
}
