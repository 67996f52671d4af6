import { UserError } from '../errors.ts'
import {
  MANIFEST_FILE,
  type Manifest,
  type Operation,
  PACKAGE_NAME,
  type ResourceOperation,
} from '../manifest/manifest.ts'
import { features } from './features.ts'
import type { ListField } from './field-lists.ts'
import { type FieldModel, fieldModel } from './field-model.ts'
import { checkSupport } from './field-support.ts'
import { scanFields } from './fields.ts'
import { resourceImports, type SliceImports, sliceImports, tableImports } from './imports.ts'
import { collidingResource, type ResourceNames, resourceNames } from './names.ts'
import { type PackageManager, packageManagers } from './package-managers.ts'
import {
  type ForeignKeyModel,
  foreignKeysOf,
  type LinkModel,
  linkModels,
  type ParentModel,
  parentsOf,
  type ReferenceModel,
  referenceModels,
  registryOf,
} from './relations.ts'
import { capitalize, snakeCase } from './words.ts'

/** What a manifest amounts to: the context of every template. */
export interface Model {
  readonly manifest: Manifest
  /** The folders of `templates/project/` that are laid over one another. */
  readonly layers: readonly string[]
  readonly project: ProjectModel
  readonly packageManager: PackageManager
  /** The versions of Node that the project needs, and that its containers and CI use. */
  readonly nodeVersions: typeof nodeVersions
  /** This package, as a development dependency of the project. */
  readonly tool: ToolModel
  /** In the order of their names, which is the order of the registries. */
  readonly resources: readonly ResourceModel[]
  /** The lines of the list of what is served, and the import statements of the registries. */
  readonly routes: readonly string[]
  readonly resourceImports: readonly string[]
  readonly tableImports: readonly string[]
  /** The foreign keys of all resources, in the order of their names. */
  readonly foreignKeys: readonly ForeignKeyModel[]
  /** In the order of the history. */
  readonly operations: readonly OperationModel[]
}

export interface ProjectModel {
  /** `my-api` */
  readonly name: string
  /** `My api` */
  readonly title: string
  /** `my_api`: names of databases and of metrics. */
  readonly snake: string
}

export interface ToolModel {
  readonly name: string
  readonly version: string
  /** What `package.json` says of it: a version, or the archive in the project. */
  readonly dependency: string
  /** Where the archive of a vendored copy lies. */
  readonly archive: string
}

/** A resource as the templates see it, after every operation. */
export interface ResourceModel extends ResourceNames {
  readonly fields: readonly FieldModel[]
  /** Those that lists are narrowed and ordered by, besides the time of creation. */
  readonly listFields: readonly ListField[]
  readonly imports: SliceImports
  readonly references: readonly ReferenceModel[]
  readonly links: readonly LinkModel[]
  /** The other resources that it refers to, each once, in the order of their folders. */
  readonly parents: readonly ParentModel[]
  /** `wire.read(request.body, articleReaders)`: the body of a request as the service takes it. */
  readonly requestInput: string
  /** What the schemas say of how a body is read: one statement, or none. */
  readonly readers: readonly string[]
  /** What an enum can be, as types. */
  readonly valueTypes: readonly string[]
  readonly indexes: readonly { readonly name: string; readonly column: string }[]
}

/** An operation as its migration sees it: what it brought, and nothing that came later. */
export interface OperationModel extends ResourceModel {
  readonly at: string
  readonly run: Operation['run']
}

export const nodeVersions = {
  /** For `engines`. */
  minimum: '22.19',
  /** The line that containers and CI run on. */
  current: '24',
  /** The one that `pinned-node` brings. */
  pinned: '24.21.0',
} as const

/**
 * Folds choices and history into the model. Pure: the same manifest gives the same model.
 *
 * @throws UserError naming the operation, for a name or a field that is refused
 */
export function foldModel(manifest: Manifest): Model {
  const operations: OperationModel[] = []
  for (const [index, operation] of manifest.history.entries()) {
    operations.push(foldOperation(operation, operations, index))
  }
  const resources = operations
    .map(({ at, run, ...resource }) => resource)
    .sort((a, b) => (a.collection < b.collection ? -1 : 1))
  return {
    manifest,
    layers: layersOf(manifest),
    project: projectModel(manifest.name),
    packageManager: packageManagers[manifest.packageManager],
    nodeVersions,
    tool: toolModel(manifest),
    resources,
    routes: registryOf(resources),
    resourceImports: resourceImports(resources),
    tableImports: tableImports(resources),
    foreignKeys: foreignKeysOf(resources),
    operations,
  }
}

function layersOf({ features: chosen, packageManager }: Manifest): string[] {
  const { layer: manager } = packageManagers[packageManager]
  const on = features.filter(({ name }) => chosen[name])
  return [
    'base',
    manager,
    ...on.flatMap(({ layer, layerPerManager }) =>
      layerPerManager ? [layer, `${layer}-${manager}`] : [layer],
    ),
  ]
}

function projectModel(name: string): ProjectModel {
  const words = name.split(/[._-]+/).filter((word) => word !== '')
  return { name, title: capitalize(words.join(' ')), snake: snakeCase(words) }
}

function toolModel({ version, features: chosen }: Manifest): ToolModel {
  const archive = `vendor/${PACKAGE_NAME}-${version}.tgz`
  return {
    name: PACKAGE_NAME,
    version,
    dependency: chosen.vendored ? `file:${archive}` : version,
    archive,
  }
}

function foldOperation(
  operation: Operation,
  earlier: readonly OperationModel[],
  index: number,
): OperationModel {
  try {
    return foldResource(operation, earlier)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const { at, run, name } = operation
    const where = `${MANIFEST_FILE}, history[${index}] (${run} ${name}, ${at})`
    throw new UserError(error.message, {
      where: error.where === undefined ? where : `${where}\n${error.where}`,
      ...(error.help !== undefined && { help: error.help }),
      cause: error,
    })
  }
}

function foldResource(
  { at, run, name, plural, fields }: ResourceOperation,
  earlier: readonly OperationModel[],
): OperationModel {
  const names = resourceNames(name, plural)
  const other = collidingResource(names, earlier)
  if (other) {
    throw new UserError(`There is a resource ${other.spelled} already (${other.collection}).`, {
      help: 'Give the new one another name.',
    })
  }
  const scanned = scanFields(fields)
  checkSupport(fields, scanned)
  const references = referenceModels(scanned, names, earlier, fields)
  const links = linkModels(scanned, names, earlier, fields)
  const columns = scanned.filter(({ field }) => field.type !== 'many')
  const models = columns.map(({ field }) => {
    const reference = references.find(({ name }) => name === field.name)
    return fieldModel(field, names, reference?.target)
  })
  return {
    at,
    run,
    ...names,
    fields: models,
    listFields: models.flatMap(({ listField }) => listField ?? []),
    imports: sliceImports(names, models),
    requestInput: requestInput(models, names),
    readers: readersOf(models, names),
    valueTypes: models.flatMap(({ valueType }) => valueType?.declaration ?? []),
    indexes: models.flatMap(({ index, column }) => (index ? [{ name: index, column }] : [])),
    references,
    links,
    parents: parentsOf(references, names),
  }
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
