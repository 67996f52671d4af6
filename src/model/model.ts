import { type Manifest, PACKAGE_NAME } from '../manifest/manifest.ts'
import { type DropModel, standingOf } from './drops.ts'
import type { EvolutionModel } from './evolution/evolution.ts'
import { features } from './features.ts'
import { foldHistory, type OperationModel } from './history.ts'
import { factoriesOf, resourceImports, tableImports } from './imports.ts'
import type { MigrationModel } from './migrations.ts'
import { type PackageManager, packageManagers } from './package-managers.ts'
import {
  type ForeignKeyModel,
  foreignKeysOf,
  type KnownResource,
  registryOf,
  type UniqueValueModel,
  uniqueValuesOf,
} from './relations.ts'
import { type SchemaDocument, schemaDocument } from './schema-document.ts'
import { type ResourceModel, settleRelations } from './slices.ts'
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
  readonly unserved: readonly KnownResource[]
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
  /** Of those, the ones whose tables are still there. */
  readonly standing: readonly MigrationModel[]
  /** The resources that were removed, in the order of the history. */
  readonly drops: readonly DropModel[]
  /** The migrations of the operations on fields, in the order of the history. */
  readonly evolutions: readonly EvolutionModel[]
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
  const { slices, operations, migrations, evolutions, drops } = foldHistory(manifest.history)
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
    standing: standingOf(migrations, drops),
    drops,
    evolutions,
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
