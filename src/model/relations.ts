import { UserError } from '../errors.ts'
import { type Audience, type GuardModel, guardModel } from './access.ts'
import type { OnDelete } from './field.ts'
import type { FieldModel } from './field-model.ts'
import { drawSpan } from './field-scanner.ts'
import { REFERENCE_EXAMPLES, REFERENCE_POOL } from './field-types/other.ts'
import type { ScannedField } from './fields.ts'
import { identifier as columnIdentifier, shortIdentifier } from './identifiers.ts'
import { byPath, compareText, sorted } from './imports.ts'
import { type FieldNames, fieldNames, type ResourceNames, resourceNames } from './names.ts'
import { type LinkOwnerModel, linkOwnerModel, ownerModel } from './owner.ts'
import type { Part } from './parts.ts'
import {
  type LinkRemovalModel,
  type LivingReference,
  linkRemovalModel,
  livingReferences,
  type Removable,
  removalModel,
} from './removal.ts'
import type { AddressModel } from './versions.ts'

/**
 * A resource of which it is settled whom it is for, how it is removed, where its API begins, and what
 * it is made of.
 */
export interface KnownResource extends Removable, AddressModel, Audience {
  readonly parts: readonly Part[]
}

/** What a resource refers to, as the templates see it. In the examples `article` has an author. */
export interface ReferenceModel extends FieldNames, GuardModel, LinkOwnerModel {
  /** The spellings of `author`; those of its id are `authorId` and `author_id`. */
  readonly idName: string
  /** `author`: file names and URLs. */
  readonly file: string
  readonly idColumn: string
  /** `user` */
  readonly target: KnownResource
  readonly onDelete: OnDelete
  /** `articles_author_id_fkey` */
  readonly constraint: string
  /** `constraint "…" foreign key ("author_id") references "users" on delete cascade` */
  readonly constraintDefinition: string
  /** `user`; `parent` where it is of the resource itself: a variable beside `article`. */
  readonly variable: string
  /** What keeps it from leading to what is removed: once, or not at all. */
  readonly livingReferences: readonly LivingReference[]
  /** What happens to an article when its author is removed, for a test. */
  readonly deletion: DeletionModel
  /** The import statements of the factories, for a test. */
  readonly factoryImports: readonly string[]
  /** What the users' repository is given to remove one, besides the database and the id, for a test. */
  readonly storedOwner: string
  readonly storedTime: string
  /** Those that a test of what is someone else's signs in as. */
  readonly strangerImports: readonly string[]
  /** `articles_by_author`; `articles_author_id_unique` where it is unique. */
  readonly index: string
  /** `"author_id", `: what it begins with. */
  readonly indexStart: string
  /** The same, unless it is unique. */
  readonly indexes: readonly string[]
  /** `author`, unless only the program sets it: what is tested of a change. */
  readonly changes: readonly string[]
  /** Whether it is the only one that refers to it. */
  readonly unique: boolean
  /** `filter.orNull(filter.reference(wire.Id))`: how lists are narrowed by it. */
  readonly filter: string
  /** `true` or `false` */
  readonly nullable: string
  /** `/users/:id/articles`: where the articles of one user are listed. */
  readonly list: ReferenceRoutes
  /** The same, where users are served: nothing is served below what is not. */
  readonly lists: readonly ReferenceRoutes[]
  readonly serviceImports: readonly string[]
  readonly controllerImports: readonly string[]
  /** The other resource, unless it is the same, before or after `resource.ts`. */
  readonly foreignBefore: readonly ResourceNames[]
  readonly foreignAfter: readonly ResourceNames[]
}

/** The paths of lists below other resources, by the names of the fields that brought them. */
export type KeptPaths = ReadonlyMap<string, string>

/** What is served when fields are read: nothing that is keeps its path for another. */
export interface ServedPaths {
  readonly taken: Set<string>
  readonly kept: KeptPaths
}

/** The list of those that refer to one and the same. */
export interface ReferenceRoutes {
  /** `articlesByAuthor`, `ArticlesByAuthor`: code. */
  readonly routes: string
  readonly Routes: string
  readonly path: string
  /** The end of the path. */
  readonly last: string
  /** `users`: a variable beside `articles`. */
  readonly others: string
}

/** A resource that has several of another. In the examples `article` has topics. */
export interface LinkModel extends FieldNames, GuardModel, LinkOwnerModel, LinkRemovalModel {
  /** `topics`: file names and URLs. */
  readonly file: string
  /** `topic` */
  readonly target: KnownResource
  /** `articleTopics`, `ArticleTopics`: code. */
  readonly links: string
  readonly Links: string
  /** `topics`: a variable beside `articles`. */
  readonly others: string
  /** `topicId`: a parameter of a path. */
  readonly param: string
  /** `article_topics`, `article_id`, `topic_id` */
  readonly table: string
  readonly ownColumn: string
  readonly otherColumn: string
  readonly ownConstraint: string
  readonly otherConstraint: string
  readonly index: string
  /** `/articles/:id/topics`, and `/topics/:id/articles`. */
  readonly forward: LinkRoutes
  readonly backward: LinkRoutes & { readonly routes: string; readonly Routes: string }
  readonly serviceImports: readonly string[]
  readonly controllerImports: readonly string[]
  /** The other resource, unless it is the same, where the formatter has its import: beside `resource.ts`. */
  readonly foreignBefore: readonly ResourceNames[]
  readonly foreignAfter: readonly ResourceNames[]
  /** `articlesByTopicsController, articleTopicsController` */
  readonly controllers: string
  readonly factoryImports: readonly string[]
}

export interface LinkRoutes {
  readonly path: string
  /** The end of the path. */
  readonly last: string
  /** What the cursors of the list are for. */
  readonly cursor: string
}

export interface DeletionModel {
  readonly sentence: string
  readonly status: number
  /** How the promise ends that removes it. */
  readonly outcome: 'fulfilled' | 'rejected'
  /** What is then found in the column, as code: nothing when the row is gone. */
  readonly left: string
}

/** A foreign key as the list of all of them has it. */
export interface ForeignKeyModel {
  readonly constraint: string
  /** `authorId` */
  readonly idName: string
  /** `An article` */
  readonly AHuman: string
}

/** Another resource that a resource refers to, with the ids that the examples have, as code. */
export interface ParentModel extends ResourceNames {
  readonly firstId: string
  readonly secondId: string
}

/** Another resource of which there are ten in every test, beside its two examples. */
export interface PoolModel extends ParentModel {
  /** Its id, as code that knows the last digit. */
  readonly pooledId: string
}

/** A unique index as the list of all of them has it. */
export interface UniqueValueModel {
  readonly constraint: string
  /** `slug` */
  readonly name: string
}

const actions: Readonly<Record<OnDelete, string>> = {
  cascade: 'cascade',
  restrict: 'restrict',
  setnull: 'set null',
}

/** The spellings of what a reference holds: `authorId`, `author_id`. */
export function referenceFieldNames(name: string): FieldNames {
  return fieldNames(`${fieldNames(name).column}_id`)
}

const deletions: Readonly<
  Record<OnDelete, (human: string, target: string, variable: string) => DeletionModel>
> = {
  cascade: (human, target) => ({
    sentence: `takes the ${human} away with its ${target}`,
    status: 204,
    outcome: 'fulfilled',
    left: '',
  }),
  restrict: (human, target, variable) => ({
    sentence: `keeps a ${target} from being removed while a ${human} refers to it`,
    status: 409,
    outcome: 'rejected',
    left: `${variable}.id`,
  }),
  setnull: (human, target) => ({
    sentence: `is empty after the ${target} of the ${human} was removed`,
    status: 204,
    outcome: 'fulfilled',
    left: 'null',
  }),
}

function keptTarget(human: string, target: string, variable: string): DeletionModel {
  return {
    sentence: `stays when the ${target} of the ${human} is removed`,
    status: 204,
    outcome: 'fulfilled',
    left: `${variable}.id`,
  }
}

/** Where the unique index is of what is there, removed rows are looked up by another. */
function lookUpIndexes(names: KnownResource, column: string) {
  if (!names.softDelete) return []
  return [shortIdentifier(`${names.table}_by_${column}`)]
}

/** @throws UserError for what should follow from a removal, where the row stays */
function refuseActionWithoutRemoval(
  { field, span }: ScannedField,
  target: KnownResource,
  text: string,
): void {
  const { onDelete } = field
  if (!target.softDelete || onDelete === undefined || onDelete === 'restrict') return
  throw new UserError(
    `The row of ${target.aHuman} stays when it is removed, so there is nothing for ${onDelete} to follow.`,
    {
      where: drawSpan(text, span),
      help: `Leave ${onDelete} out: the reference stays, and ${target.aHuman} that is removed is shown as null.`,
    },
  )
}

/**
 * What the fields of a resource refer to.
 *
 * @param others the resources that were made before it
 * @param text the field language that the fields were read from, to point at
 * @param served the paths that are served already; those of the lists are added
 * @throws UserError for a reference to nothing, or to a resource that its first entity cannot have
 */
export function referenceModels(
  fields: readonly ScannedField[],
  names: KnownResource,
  others: readonly KnownResource[],
  text: string,
  served: ServedPaths,
): readonly ReferenceModel[] {
  return fields.flatMap((scanned) => {
    const { field } = scanned
    if (field.type !== 'ref') return []
    if (field.writeonly) {
      throw new UserError(
        'A reference is not writeonly: the list below what it leads to tells it.',
        {
          where: drawSpan(text, scanned.span),
          help: 'Leave out writeonly.',
        },
      )
    }
    const target = targetOf(scanned, names, others, text)
    refuseLeak(scanned, names, target, text)
    const own = fieldNames(field.name)
    const id = referenceFieldNames(field.name)
    const constraint = shortIdentifier(`${names.table}_${id.column}_fkey`)
    const index = field.unique
      ? columnIdentifier(names.table, id.column, 'unique')
      : shortIdentifier(`${names.table}_by_${own.column}`)
    const onDelete = field.onDelete ?? 'restrict'
    refuseActionWithoutRemoval(scanned, target, text)
    const isSelf = target.file === names.file
    const variable = isSelf ? `other${names.Resource}` : target.resource
    const file = own.column.replaceAll('_', '-')
    const filter = 'filter.reference(wire.Id)'
    const Routes = `${names.Resources}By${own.Name}`
    const list = {
      routes: `${names.resources}By${own.Name}`,
      Routes,
      ...listPath(names, target, field.name, file, served),
      others: isSelf ? `other${names.Resources}` : target.resources,
    }
    return {
      ...own,
      idName: id.name,
      file,
      idColumn: id.column,
      target,
      onDelete,
      variable,
      deletion: target.softDelete
        ? keptTarget(names.human, target.human, variable)
        : deletions[onDelete](names.human, target.human, variable),
      livingReferences: livingReferences(names, target, id.column, constraint),
      factoryImports: factoryImports(names, target),
      storedOwner: ownerModel(target.accessWord, target).testOwner,
      storedTime: removalModel(target.softDelete).removalTestTime,
      strangerImports: strangersOf(['signedIn', 'someone', 'someoneElse']),
      constraint,
      constraintDefinition: `constraint "${constraint}" ${foreignKey(id.column, target)} on delete ${actionOf(onDelete, id.column, target)}`,
      ...linkOwnerModel(names.accessWord, target.accessWord, { Links: Routes, table: names.table }),
      folders: [
        ...(field.unique ? ['reference-unique'] : []),
        // Of what only the program sets, no caller can say that it is someone else's.
        ...(target.accessWord === 'owner' && !field.readonly ? ['reference-owned'] : []),
        ...(target.softDelete ? ['reference-removed'] : []),
      ],
      indexStart: `"${id.column}", ${names.accessWord === 'owner' ? '"owner_id", ' : ''}`,
      ...guardModel([names, target]),
      index,
      indexes: field.unique ? lookUpIndexes(names, own.column) : [index],
      changes: field.readonly ? [] : [own.name],
      unique: field.unique === true,
      filter: field.nullable ? `filter.orNull(${filter})` : filter,
      nullable: String(field.nullable),
      list,
      lists: [list],
      ...listImports({ names, target, Routes, file }),
      ...foreignImports(names, target),
    }
  })
}

/** A reference to what has a table and no routes: a foreign key, with nothing served below it. */
export function storedReference(reference: ReferenceModel): ReferenceModel {
  const folders = reference.folders.filter((folder) => folder !== 'reference-unique')
  const strangerImports = strangersOf(['someoneElse'])
  return { ...reference, lists: [], strangerImports, folders: ['reference-stored', ...folders] }
}

function strangersOf(names: readonly string[]): readonly string[] {
  return [`import { ${names.join(', ')} } from '../../../test/support/identity.ts'`]
}

/** The formatter has the imports of other folders around that of `../resource.ts`. */
function foreignImports({ file }: ResourceNames, target: ResourceNames) {
  const others = target.file === file ? [] : [target]
  const isBefore = compareText(`${target.collection}/`, 'resource.ts') < 0
  return { foreignBefore: isBefore ? others : [], foreignAfter: isBefore ? [] : others }
}

/**
 * Where the resources that lead to one of another are listed below it. The first to ask has the short
 * path, and what is served keeps its path, whatever is added later.
 */
function listPath(
  names: ResourceNames,
  target: ResourceNames,
  field: string,
  file: string,
  { taken, kept }: ServedPaths,
) {
  const before = kept.get(field)
  if (before !== undefined) return { path: before, last: before.split('/').at(-1) ?? '' }
  const long = `${names.collection}-by-${file}`
  for (let count = 0; ; count += 1) {
    const last = [names.collection, long][count] ?? `${long}-${count}`
    const path = `/${target.collection}/:id/${last}`
    if (taken.has(path)) continue
    taken.add(path)
    return { path, last }
  }
}

/** The paths below one of a resource that its relations serve. */
export function pathsOf(
  resources: readonly {
    readonly references: readonly Pick<ReferenceModel, 'list'>[]
    readonly links: readonly Pick<LinkModel, 'forward' | 'backward'>[]
  }[],
): Set<string> {
  return new Set(
    resources.flatMap(({ references, links }) => [
      ...references.map(({ list }) => list.path),
      ...links.flatMap(({ forward, backward }) => [forward.path, backward.path]),
    ]),
  )
}

function listImports({
  names,
  target,
  Routes,
  file,
}: Omit<LinkParts, 'Links' | 'own'> & { readonly Routes: string }) {
  const isSelf = target.file === names.file
  const here = `./${names.file}`
  const there = `../${target.collection}/${target.file}`
  return {
    serviceImports: [
      ...(isSelf ? [] : [statement([`${target.Resource}Repository`], `${there}.repository`, true)]),
      statement([`${names.Resource}Repository`], `${here}.repository`, true),
      statement([names.Resource], here, true),
    ],
    controllerImports: byPath([
      includedImport(names, ['IncludingList', 'IncludingQuery']),
      statement([`${names.Resource}ListQuery`], `${here}.schemas`),
      statement([`${Routes}Service`], `${here}-by-${file}.service`, true),
    ]),
  }
}

/** What the templates say where a resource can be shown with what it refers to, and where it cannot. */
export interface IncludingModel {
  readonly controllerImports: readonly string[]
  readonly indexImports: readonly string[]
  /** `, withIncluded: ArticleIncluder`: of the controllers, and what they are given. */
  readonly parameter: string
  readonly argument: string
  /** What a handler begins with, where what is included is that of the caller. */
  readonly statements: readonly string[]
  readonly ownerParameter: string
  readonly testOwner: string
  readonly listQuery: string
  readonly list: string
  readonly listed: string
  readonly answer: string
  readonly getQuery: readonly string[]
  /** How one is shown with what is included; none where nothing can be. */
  readonly got: readonly string[]
  /** Of the file that reads what is included. */
  readonly imports: readonly string[]
  /** The other resources that are included, and the resource itself where it refers to itself. */
  readonly foreign: readonly ResourceNames[]
  readonly own: readonly ResourceNames[]
  readonly repositories: readonly (ResourceNames & { readonly givenOwner: string })[]
  /** Those that lead to what is shown. */
  readonly references: readonly ReferenceModel[]
  /** Those that lead to what may be removed and still referred to. */
  readonly removable: readonly ReferenceModel[]
  readonly removableImports: readonly string[]
  /** `'author', 'editor'`, and `'users'`: for a test. */
  readonly names: string
  readonly read: string
}

export function includingModel(
  names: KnownResource,
  references: readonly ReferenceModel[],
): IncludingModel {
  const { Resource, resource, file } = names
  const targets = [...new Map(references.map(({ target }) => [target.file, target])).values()].sort(
    (a, b) => compareText(a.collection, b.collection),
  )
  if (targets.length === 0) {
    return {
      controllerImports: [],
      indexImports: [],
      parameter: '',
      argument: '',
      statements: [],
      ownerParameter: '',
      testOwner: '',
      listQuery: `${Resource}ListQuery.schema`,
      list: `${Resource}List`,
      listed: `page.data.map(to${Resource}Response)`,
      answer: `${Resource}Response`,
      getQuery: [],
      got: [],
      imports: [],
      foreign: [],
      own: [],
      repositories: [],
      references,
      removable: [],
      removableImports: [],
      names: '',
      read: '',
    }
  }
  const others = targets.filter((target) => target.file !== file)
  const isSelf = others.length < targets.length
  const isOwned = targets.some(({ accessWord }) => accessWord === 'owner')
  const there = (target: ResourceNames) => `../${target.collection}/${target.file}`
  return {
    controllerImports: [
      includedImport(names, ['Include', 'Including', 'IncludingList', 'IncludingQuery']),
    ],
    indexImports: [`import { ${resource}IncluderOn } from './${file}.includer.ts'`],
    ...(isOwned
      ? {
          parameter: `, includerFor: ForCaller<${Resource}Includer>`,
          argument: `, (request) => ${resource}IncluderOn(db, principalOf(request).id)`,
          statements: ['const withIncluded = includerFor(request)'],
          ownerParameter: ', ownerId: string',
          testOwner: ', someone.id',
        }
      : {
          parameter: `, withIncluded: ${Resource}Includer`,
          argument: `, ${resource}IncluderOn(db)`,
          statements: [],
          ownerParameter: '',
          testOwner: '',
        }),
    listQuery: `${Resource}IncludingQuery`,
    list: `${Resource}IncludingList`,
    listed: 'await withIncluded(page.data, request.query.include)',
    answer: `${Resource}Including`,
    getQuery: [`${Resource}Include`],
    got: [
      '        const { include } = request.query',
      `        const [including] = include ? await withIncluded([${resource}], include) : []`,
      '        if (including) return including',
    ],
    imports: [
      ...byPath(
        others.flatMap((target) => [
          statement([`${target.Resource}Repository`], `${there(target)}.repository`, true),
          statement(
            [`${target.Resource}Response`, `to${target.Resource}Response`],
            `${there(target)}.schemas`,
          ),
        ]),
      ),
      ...(isSelf ? [statement([`${Resource}Repository`], `./${file}.repository`, true)] : []),
      statement(
        [`${Resource}ListQuery`, `${Resource}Response`, `to${Resource}Response`],
        `./${file}.schemas`,
      ),
      statement([Resource], `./${file}`, true),
    ],
    foreign: others,
    own: isSelf ? [names] : [],
    repositories: targets.map((target) => ({
      ...target,
      givenOwner: target.accessWord === 'owner' ? ', ownerId' : '',
    })),
    references,
    removable: references.filter(({ target }) => target.softDelete),
    removableImports: byPath(
      others
        .filter(({ softDelete }) => softDelete)
        .map((target) => statement([`store${target.Resource}`], `${there(target)}.factory`)),
    ),
    names: references.map(({ name }) => `'${name}'`).join(', '),
    read: targets.map(({ resources }) => `'${resources}'`).join(', '),
  }
}

function includedImport({ Resource, file }: ResourceNames, what: readonly string[]): string {
  const names = what.map((it) => `${Resource}${it}`)
  return statement([`type ${Resource}Includer`, ...names], `./${file}.included`)
}

function statement(what: readonly string[], from: string, type = false): string {
  return `import ${type ? 'type ' : ''}{ ${sorted(what).join(', ')} } from '${from}.ts'`
}

/**
 * What a resource has several of.
 *
 * @param others the resources that were made before it
 * @param text the field language that the fields were read from, to point at
 * @param served the paths that are served already; those of the lists are added
 * @throws UserError for a name or a target that cannot be
 */
export function linkModels(
  fields: readonly ScannedField[],
  names: KnownResource,
  others: readonly KnownResource[],
  text: string,
  served: ServedPaths,
): readonly LinkModel[] {
  const many = fields.filter(({ field }) => field.type === 'many')
  const targets = many.map((scanned) => targetOf(scanned, names, others, text))
  return many.map(({ field, nameSpan }, index) => {
    const target = targets[index] as KnownResource
    const own = fieldNames(field.name)
    const refuse = (message: string) =>
      new UserError(message, { where: drawSpan(text, nameSpan), help: 'Give it another name.' })
    if (own.name === names.resource || own.name === names.resources) {
      throw refuse(`What ${names.aHuman} has several of cannot be named as it is itself.`)
    }
    const isSelf = target.file === names.file
    const table = shortIdentifier(`${names.code}_${own.column}`)
    if ([names, ...others].some((other) => other.table === table)) {
      throw refuse(`There is a table ${table} already.`)
    }
    const ownColumn = `${names.code}_id`
    const otherColumn = isSelf ? `other_${names.code}_id` : `${target.code}_id`
    const Links = `${names.Resource}${own.Name}`
    const file = own.column.replaceAll('_', '-')
    const forward = `/${names.collection}/:id/${file}`
    if (served.taken.has(forward)) throw refuse(`The path ${forward} is served already.`)
    served.taken.add(forward)
    return {
      ...own,
      file,
      target,
      ...guardModel([names, target]),
      ...linkOwnerModel(names.accessWord, target.accessWord, { Links, table }),
      ...linkRemovalModel(names, target, { own: ownColumn, other: otherColumn }),
      links: `${names.resource}${own.Name}`,
      Links,
      others: isSelf ? `other${names.Resources}` : target.resources,
      param: isSelf ? 'otherId' : `${referenceFieldNames(target.code).name}`,
      table,
      ownColumn,
      otherColumn,
      ownConstraint: cascading(table, ownColumn, names),
      otherConstraint: cascading(table, otherColumn, target),
      index: shortIdentifier(`${table}_by_${isSelf ? 'other' : target.code}`),
      forward: {
        path: forward,
        last: file,
        cursor: `${file} of ${names.collection}`,
      },
      backward: {
        ...listPath(names, target, field.name, file, served),
        cursor: `${names.collection} by ${file}`,
        routes: `${names.resources}By${own.Name}`,
        Routes: `${names.Resources}By${own.Name}`,
      },
      ...linkImports({ names, target, Links, file, own }),
      factoryImports: factoryImports(names, target),
    }
  })
}

function cascading(table: string, column: string, target: KnownResource): string {
  const constraint = shortIdentifier(`${table}_${column}_fkey`)
  return `constraint "${constraint}" ${foreignKey(column, target)} on delete cascade`
}

/** To what has an owner, it is the owner's too: nobody can refer to what is someone else's. */
function foreignKey(column: string, { table, accessWord }: KnownResource): string {
  if (accessWord !== 'owner') return `foreign key ("${column}") references "${table}"`
  return `foreign key ("${column}", "owner_id") references "${table}" ("id", "owner_id")`
}

/** Of a key of two columns, only the reference itself becomes empty. */
function actionOf(onDelete: OnDelete, column: string, { accessWord }: KnownResource): string {
  const isPart = onDelete === 'setnull' && accessWord === 'owner'
  return isPart ? `set null ("${column}")` : actions[onDelete]
}

/** @throws UserError for a reference by which others would learn what somebody owns */
function refuseLeak(
  { typeSpan }: ScannedField,
  names: KnownResource,
  target: KnownResource,
  text: string,
): void {
  if (names.accessWord === 'owner' || target.accessWord !== 'owner') return
  throw new UserError(
    `Only its owner knows of ${target.aHuman}, and ${names.aHuman} that refers to one is for others too.`,
    { where: drawSpan(text, typeSpan), help: 'Let it have an owner as well: --access owner' },
  )
}

interface LinkParts {
  readonly names: ResourceNames
  readonly target: KnownResource
  readonly Links: string
  readonly file: string
  readonly own: FieldNames
}

function linkImports({ names, target, Links, file, own }: LinkParts) {
  const isSelf = target.file === names.file
  const links = `${names.resource}${own.Name}`
  const here = `./${names.file}`
  const link = `${here}-${file}`
  const there = `../${target.collection}/${target.file}`
  // What comes from further away stands first.
  const both = (further: readonly string[], own: readonly string[]) => [
    ...(isSelf ? [] : byPath(further)),
    ...byPath(own),
  ]
  return {
    serviceImports: both(
      [
        statement([`${target.Resource}Repository`], `${there}.repository`, true),
        statement([target.Resource], there, true),
      ],
      [
        statement([`${names.Resource}Repository`], `${here}.repository`, true),
        statement([names.Resource], here, true),
        statement([`${Links}Repository`], `${link}.repository`, true),
      ],
    ),
    controllerImports: both(
      [statement([`${target.Resource}List`, `to${target.Resource}Response`], `${there}.schemas`)],
      [
        statement([`${names.Resource}List`, `to${names.Resource}Response`], `${here}.schemas`),
        statement([`${Links}Service`], `${link}.service`, true),
      ],
    ),
    ...foreignImports(names, target),
    controllers: sorted([`${links}Controller`, `${names.resources}By${own.Name}Controller`]).join(
      ', ',
    ),
  }
}

/** The lines of the list of what is served. */
export function registryOf(
  resources: readonly (ResourceNames & {
    readonly servedReferences: readonly ReferenceModel[]
    readonly servedLinks: readonly LinkModel[]
    readonly versions: readonly { readonly routes: string }[]
  })[],
): readonly string[] {
  return resources.flatMap(({ resources: name, servedReferences, servedLinks, versions }) => [
    name,
    ...sorted([
      ...servedReferences.map(({ list }) => list.routes),
      ...servedLinks.flatMap((link) => [link.links, link.backward.routes]),
      ...versions.map(({ routes }) => routes),
    ]),
  ])
}

/** The other resources that a resource refers to, each once, in the order of their folders. */
export function parentsOf(
  references: readonly ReferenceModel[],
  { file }: ResourceNames,
): readonly ParentModel[] {
  const targets = references.map(({ target }) => target).filter((target) => target.file !== file)
  const unique = new Map(targets.map((target) => [target.file, target]))
  const [firstId, secondId] = REFERENCE_EXAMPLES
  return [...unique.values()]
    .map((names) => ({
      ...names,
      firstId,
      secondId,
    }))
    .sort((a, b) => compareText(a.collection, b.collection))
}

/** Of the other resources, those of which each entity has to have its own, and the ids that it has. */
export function poolsOf(
  references: readonly ReferenceModel[],
  names: ResourceNames,
): readonly PoolModel[] {
  const unique = references.filter((reference) => reference.unique)
  return parentsOf(unique, names).map((parent) => ({
    ...parent,
    pooledId: `\`${REFERENCE_POOL}\${digit}\``,
  }))
}

/**
 * What the factory makes, before it stores it: `values`, or `{ authorId: …, ...values }` where the
 * author must have no other, or has to be of the same owner.
 */
export function storedValues(
  references: readonly ReferenceModel[],
  { file }: ResourceNames,
): string {
  const owner = (target: KnownResource) => (target.accessWord === 'owner' ? ', {}, ownerId' : '')
  const isOwn = ({ unique, target }: ReferenceModel) => unique || target.accessWord === 'owner'
  const own = references.filter((reference) => isOwn(reference) && reference.target.file !== file)
  if (own.length === 0) return 'values'
  const ids = own.map(
    ({ idName, target }) => `${idName}: (await store${target.Resource}(db${owner(target)})).id`,
  )
  return `{ ${ids.join(', ')}, ...values }`
}

/** The unique fields of all resources, in the order of the names of their indexes. */
export function uniqueValuesOf(
  resources: readonly { readonly fields: readonly FieldModel[] }[],
): readonly UniqueValueModel[] {
  return resources
    .flatMap(({ fields }) =>
      fields.flatMap(({ name, unique }) => (unique ? [{ constraint: unique, name }] : [])),
    )
    .sort((a, b) => (a.constraint < b.constraint ? -1 : 1))
}

/** The foreign keys of all resources, in the order of their names. */
export function foreignKeysOf(
  resources: readonly (ResourceNames & { readonly references: readonly ReferenceModel[] })[],
): readonly ForeignKeyModel[] {
  return resources
    .flatMap(({ references, AHuman }) =>
      references.map(({ constraint, idName }) => ({ constraint, idName, AHuman })),
    )
    .sort((a, b) => (a.constraint < b.constraint ? -1 : 1))
}

function factoryImports(names: ResourceNames, target: ResourceNames): readonly string[] {
  const own = `import { store${names.Resource} } from './${names.file}.factory.ts'`
  if (target.file === names.file) return [own]
  const { Resource, collection, file } = target
  return [`import { store${Resource} } from '../${collection}/${file}.factory.ts'`, own]
}

function targetOf(
  { field, typeSpan }: ScannedField,
  names: KnownResource,
  others: readonly KnownResource[],
  text: string,
): KnownResource {
  const span = { start: typeSpan.start + `${field.type}(`.length, end: typeSpan.end - 1 }
  const refuse = (message: string, help: string, cause?: unknown) =>
    new UserError(message, { where: drawSpan(text, span), help, cause })
  const target = `${field.target}`
  let spelled: string
  try {
    spelled = resourceNames(target).spelled
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw refuse(error.message, error.help ?? 'Name a resource, in the singular.', error)
  }
  if (spelled === names.spelled) {
    if (field.nullable || field.type === 'many') return names
    throw refuse(
      `The first ${names.human} could refer to no other.`,
      `Let it be null: ${field.name}:ref(${target})?`,
    )
  }
  const found = others.find((other) => other.spelled === spelled)
  if (found?.parts.includes('repository')) return found
  if (found) {
    throw refuse(
      `There is no table of ${found.spelled} to refer to.`,
      `Make it first: npx plop repository ${found.spelled}`,
    )
  }
  throw refuse(
    `There is no resource ${spelled} to refer to.`,
    [
      `Make it first: npx plop resource ${spelled}`,
      'Of two resources that refer to each other, make one without its reference; a migration can add that later.',
    ].join('\n'),
  )
}
