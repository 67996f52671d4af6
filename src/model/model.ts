import { UserError } from '../errors.ts'
import {
  MANIFEST_FILE,
  type Manifest,
  type Operation,
  PACKAGE_NAME,
  type SliceOperation,
} from '../manifest/manifest.ts'
import { features } from './features.ts'
import { factoriesOf, resourceImports, tableImports } from './imports.ts'
import { type MigrationModel, migrationModel } from './migrations.ts'
import type { ResourceNames } from './names.ts'
import { type PackageManager, packageManagers } from './package-managers.ts'
import {
  type ForeignKeyModel,
  foreignKeysOf,
  registryOf,
  type UniqueValueModel,
  uniqueValuesOf,
} from './relations.ts'
import { type SchemaDocument, schemaDocument } from './schema-document.ts'
import { growSlice, partsOf, type ResourceModel, settleRelations, sliceNamed } from './slices.ts'
import { versionModel } from './versions.ts'
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
  /** Those that have a controller, and those that have a table. */
  readonly served: readonly ResourceModel[]
  readonly stored: readonly ResourceModel[]
  /** What is referred to by what is served, and is not served itself, and its factories. */
  readonly unserved: readonly ResourceNames[]
  readonly unservedImports: readonly string[]
  /** The lines of the list of what is served, and the import statements of the registries. */
  readonly routes: readonly string[]
  readonly resourceImports: readonly string[]
  readonly tableImports: readonly string[]
  /** The foreign keys of all resources, in the order of their names. */
  readonly foreignKeys: readonly ForeignKeyModel[]
  /** The unique fields of all resources, in the order of their indexes. */
  readonly uniqueValues: readonly UniqueValueModel[]
  /** What `docs/schema.md` shows. */
  readonly schema: SchemaDocument
  /** In the order of the history. */
  readonly operations: readonly OperationModel[]
  /** Those that stand by themselves, in the order of the history. */
  readonly migrations: readonly MigrationModel[]
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

/** An operation as its migration sees it: what it brought, and nothing that came later. */
export interface OperationModel extends ResourceModel {
  readonly at: string
  readonly run: Operation['run']
  /** The folder below `templates/operations/` that it brings. */
  readonly folder: string
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
  const known = models.get(manifest)
  if (known) return known
  const model = fold(manifest)
  models.set(manifest, model)
  return model
}

/** One run asks for the same model several times; a manifest is never changed in place. */
const models = new WeakMap<Manifest, Model>()

function fold(manifest: Manifest): Model {
  const slices = new Map<string, ResourceModel>()
  const operations: OperationModel[] = []
  const migrations: MigrationModel[] = []
  for (const [index, operation] of manifest.history.entries()) {
    if (operation.run === 'migration') {
      const one = () => migrationModel(operation, [...slices.values()], migrations)
      migrations.push(namingPlace(operation, index, one))
      continue
    }
    if (operation.run === 'version') {
      const found = sliceNamed([...slices.values()], operation.name)
      const open = () => versionModel(operation, found, [...slices.values()])
      const version = namingPlace(operation, index, open)
      // It is there: without it the version was refused.
      const of = found as ResourceModel
      slices.set(of.collection, { ...of, versions: [...of.versions, version] })
      continue
    }
    const slice = namingPlace(operation, index, () => growSlice([...slices.values()], operation))
    slices.set(slice.collection, slice)
    const { at, run } = operation
    operations.push({ ...slice, at, run, folder: bringsTable(operation) ? 'table' : run })
  }
  const resources = settleRelations([...slices.values()]).toSorted((a, b) =>
    a.collection < b.collection ? -1 : 1,
  )
  const served = resources.filter(({ parts }) => parts.includes('controller'))
  const unserved = new Map(
    served.flatMap(({ storedReferences }) =>
      storedReferences.map(({ target }) => [target.collection, target]),
    ),
  )
  const stored = resources.filter(({ parts }) => parts.includes('repository'))
  return {
    manifest,
    layers: layersOf(manifest),
    project: projectModel(manifest.name),
    packageManager: packageManagers[manifest.packageManager],
    nodeVersions,
    tool: toolModel(manifest),
    resources,
    served,
    stored,
    unserved: [...unserved.values()].sort((a, b) => (a.collection < b.collection ? -1 : 1)),
    unservedImports: factoriesOf([...unserved.values()]),
    routes: registryOf(served),
    resourceImports: resourceImports(served),
    tableImports: tableImports(stored),
    foreignKeys: foreignKeysOf(stored),
    uniqueValues: uniqueValuesOf(stored),
    schema: schemaDocument(stored),
    operations,
    migrations,
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

function bringsTable(operation: SliceOperation): boolean {
  return partsOf(operation).includes('repository')
}

/** Does the work; a refusal names the place of the operation in the manifest. */
function namingPlace<T>(operation: Operation, index: number, work: () => T): T {
  try {
    return work()
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
