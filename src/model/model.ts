import { UserError } from '../errors.ts'
import {
  MANIFEST_FILE,
  type Manifest,
  type Operation,
  PACKAGE_NAME,
  type ResourceOperation,
} from '../manifest/manifest.ts'
import { features } from './features.ts'
import { type FieldModel, fieldModel } from './field-model.ts'
import { parseFields } from './fields.ts'
import { resourceImports, type SliceImports, sliceImports, tableImports } from './imports.ts'
import { collidingResource, type ResourceNames, resourceNames } from './names.ts'
import { type PackageManager, packageManagers } from './package-managers.ts'
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
  /** The import statements of the registries. */
  readonly resourceImports: readonly string[]
  readonly tableImports: readonly string[]
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
  readonly imports: SliceImports
  /** `wire.withDates(request.body, 'publishedAt')`: the body of a request as the service takes it. */
  readonly requestInput: string
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
    resourceImports: resourceImports(resources),
    tableImports: tableImports(resources),
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
  const models = parseFields(fields).map((field) => fieldModel(field, names.resource))
  return {
    at,
    run,
    ...names,
    fields: models,
    imports: sliceImports(names),
    requestInput: requestInput(models),
  }
}

function requestInput(fields: readonly FieldModel[]): string {
  const dates = fields.filter(({ isDate }) => isDate).map(({ name }) => `'${name}'`)
  if (dates.length === 0) return 'request.body'
  return `wire.withDates(${['request.body', ...dates].join(', ')})`
}
