import { UserError } from '../errors.ts'
import type { Operation, SliceOperation } from '../manifest/manifest.ts'
import {
  type Access,
  type Audience,
  type GuardModel,
  guardModel,
  guardsOf,
  mayToo,
  parseAccess,
} from './access.ts'
import { refuseTakenNames } from './database-names.ts'
import { parseDescription, tagDescription } from './description.ts'
import type { Field } from './field.ts'
import { checkFieldRules, type FieldRulesModel, fieldRulesModel } from './field-audience.ts'
import type { ListField } from './field-lists.ts'
import { type FieldModel, fieldModel } from './field-model.ts'
import { drawSpan } from './field-scanner.ts'
import { type ScannedField, scanFields } from './fields.ts'
import { type GraphqlModel, noGraphql } from './graphql.ts'
import { guardAfter } from './guards.ts'
import { type SliceImports, sliceImports } from './imports.ts'
import { type MergingModel, mergingModel } from './merging.ts'
import type { MigrationModel } from './migrations.ts'
import {
  collidingResource,
  fieldNames,
  type ResourceNames,
  resourceNames,
  spelledName,
} from './names.ts'
import { type OwnerModel, ownerModel } from './owner.ts'
import { type Part, parts } from './parts.ts'
import {
  type IncludingModel,
  includingModel,
  type KeptPaths,
  type KnownResource,
  type LinkModel,
  linkModels,
  type ParentModel,
  type PoolModel,
  parentsOf,
  pathsOf,
  poolsOf,
  type ReferenceModel,
  referenceFieldNames,
  referenceModels,
  storedReference,
  storedValues,
} from './relations.ts'
import { type RemovalModel, removalModel } from './removal.ts'
import { type ColumnModel, columnsOf } from './schema-document.ts'
import { type AddressModel, addressModel, type VersionModel } from './versions.ts'

/** A resource as the templates see it, after every operation. */
export interface ResourceModel
  extends ResourceNames,
    GuardModel,
    OwnerModel,
    RemovalModel,
    FieldRulesModel,
    AddressModel {
  /** Which parts it is made of, in the order of `parts`. */
  readonly parts: readonly Part[]
  /** Whom it is for: `role(editor)`. */
  readonly accessWord: Access
  readonly guardWord: string | null
  /** What the documentation says of it, as code. */
  readonly description: string
  /** The fields as they were said, `many` too: what the templates see follows from them. */
  readonly declared: readonly Field[]
  readonly fields: readonly FieldModel[]
  /** The columns of the fields, for the documentation. */
  readonly columns: readonly ColumnModel[]
  /** Those that a client sets, and those that it only reads. */
  readonly writableFields: readonly FieldModel[]
  readonly readonlyFields: readonly FieldModel[]
  /** Those that a client sets and reads, that it sets and never reads, and all that it reads. */
  readonly openFields: readonly FieldModel[]
  readonly secretFields: readonly FieldModel[]
  readonly shownFields: readonly FieldModel[]
  /** `fields`, where there are open ones, and where there are none. */
  readonly filledBlocks: readonly string[]
  readonly emptyBlocks: readonly string[]
  /** `fields`; `{ ...fields, ...secrets }`: what a client sets, as code. */
  readonly bodyFields: string
  /** What tests of an answer leave out: once, or not at all. */
  readonly secrecy: readonly { readonly names: string }[]
  /** `body`; `shown(body)`: what the tests find in an answer, as code. */
  readonly shown: Readonly<Record<'body' | 'otherBody' | 'changes' | 'leftOut' | 'valid', string>>
  /** Those that lists are narrowed and ordered by, besides the time of creation. */
  readonly listFields: readonly ListField[]
  readonly imports: SliceImports
  readonly references: readonly ReferenceModel[]
  readonly links: readonly LinkModel[]
  /** Those to what is served in the end, and the references to what has a table and no routes. */
  readonly servedReferences: readonly ReferenceModel[]
  readonly storedReferences: readonly ReferenceModel[]
  readonly servedLinks: readonly LinkModel[]
  /** The folders of templates that features bring for it, for its links and for its references. */
  readonly featureFolders: readonly string[]
  readonly featureLinkFolders: readonly string[]
  readonly featureReferenceFolders: readonly string[]
  /** What its file of GraphQL says. */
  readonly graphql: GraphqlModel
  /** How it is shown with what it refers to. */
  readonly including: IncludingModel
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
  /** How a merge patch is applied: as what a client sees changed, or merged into it. */
  readonly merging: MergingModel
  /** `request.body.data`: the items of a body that has several, as the service takes them. */
  readonly bulkInput: string
  /** What the schemas say of how a body is read: one statement, or none. */
  readonly readers: readonly string[]
  /** What an enum can be, as types. */
  readonly valueTypes: readonly string[]
  readonly indexes: readonly { readonly name: string; readonly column: string }[]
  /** `.where('owner_id', '=', ownerId)`: what every statement about rows of it says. */
  readonly conditions: readonly string[]
  /** Those of which no two entities have the same. */
  readonly uniqueFields: readonly UniqueFieldModel[]
  /** `made`: the factory's counter, where something has to be unique; none otherwise. */
  readonly counters: readonly string[]
  /** How the repository in memory keeps them unique: once, or not at all. */
  readonly uniqueness: readonly UniquenessModel[]
}

export interface UniqueFieldModel extends FieldModel {
  /** `"slug"`; with the owner, who has a slug of each kind: another one's is not known. */
  readonly uniqueColumns: string
}

export interface UniquenessModel {
  /** `'slug', 'code'`: all of them. */
  readonly names: string
  /** Those of which tests can make two that are the same; those that a client sets. */
  readonly testedNames: string
  readonly sentNames: string
  /** Those that may be null. */
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

/** The version that the API of what it adds to begins at, where the operation says it. */
export function saidApiVersion(operation: Operation): number | undefined {
  return 'apiVersion' in operation ? operation.apiVersion : undefined
}

/**
 * The slice after the operation, where `slices` are those before it.
 *
 * @param apiVersion where its API begins, which a later operation may say
 * @param migrations those that stand by themselves: their indexes have names, too
 * @throws UserError for what cannot be added to them
 */
export function growSlice(
  slices: readonly ResourceModel[],
  operation: SliceOperation,
  apiVersion = saidApiVersion(operation) ?? 1,
  migrations: readonly MigrationModel[] = [],
): ResourceModel {
  const slice = grownSlice(slices, operation, apiVersion)
  refuseTakenNames(slice, slices, migrations)
  checkFieldRules(slice)
  return slice
}

function grownSlice(
  slices: readonly ResourceModel[],
  operation: SliceOperation,
  apiVersion: number,
): ResourceModel {
  const { name, plural } = operation
  const there = sliceNamed(slices, name, plural)
  const made = partsOf(operation)
  if (there === undefined) return newSlice(slices, operation, made, apiVersion)
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
  const accessWord = accessAfter(there, operation)
  const guardWord = guardAfter(accessWord, there.guardWord, saidGuard(operation))
  const grown = {
    ...there,
    parts: parts.filter((part) => made.includes(part) || there.parts.includes(part)),
    accessWord,
    guardWord,
    ...guardModel([{ accessWord, guardWord, fieldRoles: there.fieldRoles }]),
    ...describedBy(there, operation),
  }
  if (!made.includes('repository')) return grown
  // The table comes now, and with it what ownership and removal add to it.
  const removal = removalModel(saysSoftDelete(operation))
  const kept = { ...grown, ...removal }
  const { models, columns, references, links } = fieldModels(fieldsOf(operation), kept, slices)
  return {
    ...grown,
    columns,
    ...fieldParts(grown, models),
    ...ownerModel(accessWord, grown),
    ...removal,
    conditions: conditionsOf(accessWord, grown, removal),
    references,
    links,
    parents: parentsOf(references, grown),
    pools: poolsOf(references, grown),
    storedValues: storedValues(references, grown),
  }
}

/**
 * Whom the slice is for after the operation.
 *
 * @throws UserError where that is settled already, or can no longer be
 */
function accessAfter(there: ResourceModel, operation: SliceOperation): Access {
  const said = saidAccess(operation)
  const before = there.accessWord
  if (said === undefined || said === before) return before
  if (before !== 'public') {
    throw new UserError(`The ${there.spelled} is for ${before} already, and not for ${said}.`, {
      help: `Leave --access out, or say --access "${before}". To change it: npx plop options ${there.spelled} -- --access "${said}"`,
    })
  }
  if (said === 'owner' && there.parts.includes('repository')) {
    throw new UserError(`The table of ${there.spelled} does not say who owns what is in it.`, {
      help: `It has to say so first: npx plop options ${there.spelled} -- --access owner`,
    })
  }
  return said
}

function saysSoftDelete(operation: SliceOperation): boolean {
  return 'softDelete' in operation && operation.softDelete === true
}

export function conditionsOf(access: Access, names: ResourceNames, removal: RemovalModel) {
  return [...ownerModel(access, names).ownerConditions, ...removal.removalConditions]
}

function saidGuard(operation: SliceOperation): string | undefined {
  return 'guard' in operation ? operation.guard : undefined
}

function saidAccess(operation: SliceOperation): Access | undefined {
  if (!('access' in operation) || operation.access === undefined) return undefined
  return parseAccess(operation.access)
}

/** What the documentation says, where the operation says it. */
function describedBy(names: ResourceNames, operation: SliceOperation) {
  if (!('description' in operation) || operation.description === undefined) return {}
  return { description: tagDescription(names, parseDescription(operation.description)) }
}

/**
 * The slices with links and references as they are in the end, whatever was made first: for whom both
 * ends are for, and served where both are. What is not served has nothing below it.
 */
export function settleRelations(slices: readonly ResourceModel[]): readonly ResourceModel[] {
  const byFile = new Map(slices.map((slice) => [slice.file, slice]))
  return slices.map((unsettled) => {
    const slice = { ...unsettled, ...guardModel([unsettled]) }
    if (slice.links.length + slice.references.length === 0) return slice
    const settled = <T extends { readonly target: KnownResource }>(relation: T): T => ({
      ...relation,
      target: asItIs(relation.target, byFile.get(relation.target.file)),
    })
    const guarded = <T extends { readonly target: KnownResource }>(relation: T): T => ({
      ...relation,
      ...guardModel(sameGuard(slice, relation.target)),
    })
    const links = slice.links.map(settled).map(guarded)
    const references = slice.references
      .map(settled)
      .map(guarded)
      .map((one) => (isServed(one) ? one : storedReference(one)))
    const shown = references.filter(isIncluded(slice))
    return {
      ...slice,
      links,
      servedLinks: links.filter(isServed),
      references,
      servedReferences: references.filter(isServed),
      storedReferences: references.filter((one) => !isServed(one)),
      imports: sliceImports(slice, slice.fields, slice.writableFields, shown.length > 0),
      including: includingModel(slice, shown),
    }
  })
}

/**
 * The two ends of a relation, which one request asks for.
 *
 * @throws UserError where no caller could be known to both
 */
function sameGuard(slice: ResourceModel, target: KnownResource): readonly Audience[] {
  const ends = [slice, target]
  const areServed = ends.every(({ parts: made }) => made.includes('controller'))
  if (areServed && guardsOf(ends).length > 1) {
    const said = ({ spelled, guardWord }: KnownResource) =>
      `${spelled}: ${guardWord ?? 'the guard of the project'}`
    throw new UserError(
      `Whoever is known to the ${slice.spelled} is not to the ${target.spelled}, and a list leads from one to the other.`,
      {
        where: ends.map(said).join('\n'),
        help: `Give both the same guard: npx plop options ${slice.spelled} -- --guard <name>. Nothing was changed.`,
      },
    )
  }
  return ends
}

function asItIs(target: KnownResource, now: KnownResource = target): KnownResource {
  const { accessWord, guardWord, fieldRoles, parts: made } = now
  return { ...target, accessWord, guardWord, fieldRoles, parts: made }
}

function isServed({ target }: { readonly target: KnownResource }): boolean {
  return target.parts.includes('controller')
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
  apiVersion: number,
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
  const accessWord = saidAccess(operation) ?? 'public'
  const guardWord = guardAfter(accessWord, null, saidGuard(operation))
  const removal = removalModel(saysSoftDelete(operation))
  const known = {
    ...names,
    ...addressModel(names, apiVersion),
    accessWord,
    guardWord,
    // Its fields are read later.
    fieldRoles: [],
    softDelete: removal.softDelete,
    parts: made,
  }
  const { declared, models, columns, references, links } = fieldModels(
    fieldsOf(operation),
    known,
    slices,
  )
  return {
    ...known,
    declared,
    ...removal,
    conditions: conditionsOf(accessWord, names, removal),
    description: tagDescription(names),
    ...describedBy(names, operation),
    ...guardModel([known]),
    ...ownerModel(accessWord, names),
    ...fieldParts(known, models),
    columns,
    references,
    links,
    servedReferences: [],
    storedReferences: [],
    servedLinks: [],
    featureFolders: [],
    featureLinkFolders: [],
    featureReferenceFolders: [],
    graphql: noGraphql,
    including: includingModel(known, []),
    parents: parentsOf(references, names),
    versions: [],
    pools: poolsOf(references, names),
    storedValues: storedValues(references, names),
  }
}

/**
 * Tells of what a reference leads to whether it is shown within the resource: it has a controller, so
 * that there is a schema of it, and whoever may see the one may see the other.
 */
function isIncluded(own: KnownResource) {
  return (one: ReferenceModel) =>
    one.target.file === own.file || (isServed(one) && mayToo(own, one.target))
}

/** What follows from the fields alone. */
export function fieldParts(names: KnownResource, models: readonly FieldModel[]) {
  const writableFields = models.filter((field) => !field.readonly)
  if (models.length > 0 && writableFields.length === 0) {
    throw new UserError(`All fields of ${names.spelled} are readonly.`, {
      help: 'Nobody could say anything of one: leave out one readonly.',
    })
  }
  const uniqueFields = models
    .filter(({ unique }) => unique !== null)
    .map((field) => ({ ...field, uniqueColumns: uniqueColumns(field, names) }))
  return {
    fields: models,
    writableFields,
    ...secrecyOf(models, writableFields),
    ...fieldRulesModel(names, models),
    readonlyFields: models.filter((field) => field.readonly),
    listFields: models.flatMap(({ listField }) => listField ?? []),
    imports: sliceImports(names, models, writableFields, false),
    requestInput: requestInput(writableFields, names),
    merging: mergingModel(writableFields),
    bulkInput: bulkInput(writableFields, names),
    readers: readersOf(writableFields, names),
    valueTypes: models.flatMap(({ valueType }) => valueType?.declaration ?? []),
    indexes: models.flatMap(({ index, column }) => (index ? [{ name: index, column }] : [])),
    uniqueFields,
    counters: uniqueFields.some(({ factoryValue }) => /\bmade\b/.test(factoryValue))
      ? ['made']
      : [],
    uniqueness: uniquenessOf(uniqueFields),
  }
}

function fieldsOf(operation: SliceOperation): string {
  return ('fields' in operation ? operation.fields : undefined) ?? ''
}

/**
 * What a list of fields amounts to; they may refer to what has a table already, or to itself.
 *
 * @param kept the paths of those that are served already, by the names of their fields
 */
export function fieldModels(
  typed: string,
  names: KnownResource,
  slices: readonly ResourceModel[],
  kept: KeptPaths = new Map(),
) {
  const scanned = scanFields(typed)
  const taken = pathsOf(slices.filter(({ file }) => file !== names.file))
  for (const path of kept.values()) taken.add(path)
  const served = { taken, kept }
  const links = linkModels(scanned, names, slices, typed, served)
  const references = referenceModels(scanned, names, slices, typed, served)
  const own = scanned.filter(({ field }) => field.type !== 'many')
  if (names.accessWord === 'owner') {
    refuseColumn('owner_id', 'With --access owner, ownerId is set by the server.', own, typed)
  }
  if (names.softDelete) {
    const reason = 'With --soft-delete, deletedAt says that one is removed, and nobody is shown it.'
    refuseColumn('deleted_at', reason, own, typed)
  }
  const models = own.map(({ field }) => {
    const reference = references.find(({ name }) => name === field.name)
    return fieldModel(field, names, reference?.target)
  })
  const fields = own.map(({ field }) => field)
  const declared = scanned.map(({ field }) => field)
  return { declared, models, columns: columnsOf(fields, models, references), references, links }
}

function otherFields(
  there: ResourceModel,
  operation: SliceOperation,
  slices: readonly ResourceModel[],
): boolean {
  if (!('fields' in operation) || operation.fields === undefined) return false
  const { models, links } = fieldModels(operation.fields, there, slices)
  const names = (all: readonly LinkModel[]) => all.map(({ name, target }) => [name, target.file])
  return (
    JSON.stringify([models, names(links)]) !== JSON.stringify([there.fields, names(there.links)])
  )
}

/** @throws UserError for a field that would be a column which the server sets itself */
function refuseColumn(
  taken: string,
  reason: string,
  columns: readonly ScannedField[],
  typed: string,
): void {
  for (const { field, nameSpan } of columns) {
    const names = field.type === 'ref' ? referenceFieldNames(field.name) : fieldNames(field.name)
    if (names.column !== taken) continue
    throw new UserError(reason, {
      where: drawSpan(typed, nameSpan),
      help: 'Leave the field out, or give it another name.',
    })
  }
}

/** A reference comes first, since its index is also that of a foreign key. */
export function uniqueColumns({ column, type }: FieldModel, { accessWord }: KnownResource): string {
  if (accessWord !== 'owner') return `"${column}"`
  return type === 'ref' ? `"${column}", "owner_id"` : `"owner_id", "${column}"`
}

function secrecyOf(models: readonly FieldModel[], writable: readonly FieldModel[]) {
  const secretFields = models.filter((field) => field.writeonly)
  const isSecret = secretFields.length > 0
  const shown = (values: string) => (isSecret ? `shown(${values})` : values)
  const openFields = writable.filter((field) => !field.writeonly)
  return {
    openFields,
    filledBlocks: openFields.length > 0 ? ['fields'] : [],
    emptyBlocks: openFields.length > 0 ? [] : ['fields'],
    secretFields,
    shownFields: models.filter((field) => !field.writeonly),
    bodyFields: isSecret ? '{ ...fields, ...secrets }' : 'fields',
    secrecy: isSecret ? [{ names: secretFields.map(({ name }) => `'${name}'`).join(', ') }] : [],
    shown: {
      body: shown('body'),
      otherBody: shown('otherBody'),
      changes: shown('changes'),
      leftOut: shown('leftOut'),
      valid: shown('valid'),
    },
  }
}

function uniquenessOf(fields: readonly FieldModel[]): readonly UniquenessModel[] {
  if (fields.length === 0) return []
  const namesOf = (some: readonly FieldModel[]) => some.map(({ name }) => `'${name}'`).join(', ')
  return [
    {
      names: namesOf(fields),
      testedNames: namesOf(fields.filter(({ example }) => example !== 'null')),
      sentNames: namesOf(fields.filter((field) => field.example !== 'null' && !field.readonly)),
      nullableNames: namesOf(fields.filter(({ leftOut }) => leftOut === 'null')),
    },
  ]
}

/** `wire.read(request.body, articleReaders)`, where there is something to be read. */
function requestInput(fields: readonly FieldModel[], { resource }: ResourceNames): string {
  const hasReaders = fields.some(({ reader }) => reader !== null)
  return hasReaders ? `wire.read(request.body, ${resource}Readers)` : 'request.body'
}

/** `wire.readEach(request.body.data, articleReaders, '/data')`, where there is something to be read. */
function bulkInput(fields: readonly FieldModel[], { resource }: ResourceNames): string {
  const hasReaders = fields.some(({ reader }) => reader !== null)
  return hasReaders
    ? `wire.readEach(request.body.data, ${resource}Readers, '/data')`
    : 'request.body.data'
}

/** The readers of a resource as one statement, or none. */
function readersOf(fields: readonly FieldModel[], { resource }: ResourceNames): string[] {
  const lines = fields.flatMap(({ name, reader }) => (reader ? [`  ${name}: ${reader},\n`] : []))
  return lines.length === 0 ? [] : [`export const ${resource}Readers = {\n${lines.join('')}}`]
}
