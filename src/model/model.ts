import { UserError } from '../errors.ts'
import {
  type JobOperation,
  type JwtMiddlewareOperation,
  type Manifest,
  PACKAGE_NAME,
  type UpgradeOperation,
} from '../manifest/manifest.ts'
import { type DropModel, standingOf } from './drops.ts'
import type { EvolutionModel } from './evolution/evolution.ts'
import { auth } from './features/auth.ts'
import type { FeatureKind } from './features/feature.ts'
import { jobs as jobsFeature } from './features/jobs.ts'
import { features, isOn, kindOf, missingNeed } from './features.ts'
import { fieldTable } from './field-audience.ts'
import { graphqlModel } from './graphql.ts'
import { type GuardFileModel, guardFile } from './guards.ts'
import { foldHistory, type OperationModel } from './history.ts'
import {
  factoriesOf,
  integrationImports,
  resourceImports,
  settingsImports,
  sliceImportsOf,
  tableImports,
  webhookImports,
  webhookSettingsImports,
} from './imports.ts'
import {
  type IntegrationModel,
  integrationModel,
  type QueuedOperationModel,
} from './integrations/integration.ts'
import { type JobModel, type JobRegistry, jobModel, jobRegistry } from './jobs/job.ts'
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
import {
  refuseTakenTables,
  schemes,
  type WebhookModel,
  type WebhookTableModel,
  webhookModel,
} from './webhooks/webhook.ts'
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
  readonly graphqlImports: readonly string[]
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
  /** The migrations of the project itself that came with a later version. */
  readonly upgrades: readonly UpgradeOperation[]
  /** The ways to tell who calls that routes may name, in the order of their names. */
  readonly guards: readonly GuardFileModel[]
  /** The third parties that are called, in the order of their names. */
  readonly integrations: readonly IntegrationModel[]
  readonly integrationImports: readonly string[]
  /** What the composition root hands to them besides. */
  readonly integrationParts: readonly string[]
  /** Their calls that may be made later, in the order of their names, and a pattern of their queues. */
  readonly queuedCalls: readonly QueuedOperationModel[]
  readonly firstQueued: QueuedOperationModel | null
  readonly queuedJobsPattern: string
  readonly settingsImports: readonly string[]
  /** The kinds of jobs that were generated, in the order of their names, and the list of all. */
  readonly jobs: readonly JobModel[]
  readonly jobRegistry: JobRegistry
  /** What others tell us, in the order of their names. */
  readonly webhooks: readonly WebhookModel[]
  readonly webhookImports: readonly string[]
  readonly webhookSettingsImports: readonly string[]
  /** The first webhook of each scheme, which the documentation shows. */
  readonly webhookSamples: Readonly<Partial<Record<WebhookModel['scheme'], WebhookModel>>>
  /** The migrations of their tables, in the order of the history. */
  readonly webhookTables: readonly WebhookTableModel[]
  /** Who sees and sets what is not for everyone, as the lines of a table; none without any. */
  readonly fieldTable: readonly string[]
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
  /** What is typed to bring the project to a newer version. */
  readonly update: string
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
  const { slices, operations, migrations, evolutions, drops, guards, integrations, ...rest } =
    foldHistory(manifest.history)
  const folders = featureFoldersOf(manifest)
  const resources = settleRelations([...slices.values()])
    .map((slice, _, all) => ({ ...slice, ...folders, graphql: graphqlModel(slice, all) }))
    .toSorted((a, b) => (a.collection < b.collection ? -1 : 1))
  const served = resources.filter(({ parts }) => parts.includes('controller'))
  const outside = integrations.map(integrationModel).toSorted((a, b) => (a.file < b.file ? -1 : 1))
  const jobs = jobModels(manifest, rest.jobs)
  const webhooks = rest.webhooks.map(webhookModel).toSorted((a, b) => (a.file < b.file ? -1 : 1))
  refuseTakenTables(webhooks, resources)
  const queuedCalls = queuedCallsOf(manifest, outside)
  const layers = layersOf(manifest, outside, webhooks)
  const samples = schemes.map((scheme) => webhooks.find((one) => one.scheme === scheme))
  const unserved = new Map(
    served.flatMap(({ storedReferences }) =>
      storedReferences.map(({ target }) => [target.collection, target]),
    ),
  )
  const stored = resources.filter(({ parts }) => parts.includes('repository'))
  return {
    manifest,
    layers,
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
    graphqlImports: sliceImportsOf(served, 'graphql', 'Graphql'),
    tableImports: tableImports(stored),
    foreignKeys: foreignKeysOf(stored),
    uniqueValues: uniqueValuesOf(stored),
    schema: schemaDocument(stored),
    fieldTable: fieldTable(served),
    operations,
    migrations,
    standing: standingOf(migrations, drops),
    drops,
    evolutions,
    guards: guardFiles(manifest, guards),
    integrations: outside,
    integrationImports: integrationImports(outside),
    integrationParts: queuedCalls.length > 0 ? ['queue: createJobQueue(db),'] : [],
    queuedCalls,
    firstQueued: queuedCalls[0] ?? null,
    queuedJobsPattern: queuedCalls.map(({ job }) => job).join('|'),
    settingsImports: settingsImports(outside),
    jobs,
    jobRegistry: jobRegistry(jobs, queuedCalls, layers),
    webhooks,
    webhookImports: webhookImports(webhooks),
    webhookSettingsImports: webhookSettingsImports(webhooks),
    webhookSamples: Object.fromEntries(
      samples.flatMap((one) => (one ? [[one.scheme, one] as const] : [])),
    ),
    webhookTables: rest.webhookTables,
    upgrades: manifest.history.filter((operation) => operation.run === 'upgrade'),
  }
}

/** @throws UserError for guards of a project that takes no tokens */
function guardFiles(
  { features: chosen }: Manifest,
  guards: readonly JwtMiddlewareOperation[],
): readonly GuardFileModel[] {
  const [first] = guards
  if (first !== undefined && !isOn(auth, chosen)) {
    throw new UserError(`The guard ${first.name} checks tokens, and the project has no auth.`, {
      help: `Add it: npx create-alex-api add auth\nOr take the guard back: npx create-alex-api undo jwt-middleware ${first.name}`,
    })
  }
  return guards.map(guardFile).toSorted((a, b) => (a.file < b.file ? -1 : 1))
}

/** @throws UserError for jobs of a project that has nobody to do them */
function jobModels(
  { features: chosen }: Manifest,
  jobs: readonly JobOperation[],
): readonly JobModel[] {
  const [first] = jobs
  if (first !== undefined && !isOn(jobsFeature, chosen)) {
    throw new UserError(
      `The job ${first.name} needs the feature jobs, which the project has not.`,
      {
        help: `Add it: npx create-alex-api add jobs\nOr take the job out: npx plop remove ${first.name}`,
      },
    )
  }
  return jobs.map(jobModel).toSorted((a, b) => (a.file < b.file ? -1 : 1))
}

/** @throws UserError for calls that are to be made later, in a project that has nobody to make them */
function queuedCallsOf(
  { features: chosen }: Manifest,
  integrations: readonly IntegrationModel[],
): readonly QueuedOperationModel[] {
  const calls = integrations.flatMap(({ queued }) => queued)
  const [first] = calls
  if (first !== undefined && !isOn(jobsFeature, chosen)) {
    throw new UserError(
      `${first.operation} of ${first.file} is queued, which needs the feature jobs, which the project has not.`,
      {
        help: `Add it first: npx create-alex-api add jobs\nOr leave out queue, or take the integration out: npx plop remove ${first.file}`,
      },
    )
  }
  return calls
}

/** @throws UserError for a feature without one that it needs */
function layersOf(
  { features: chosen, packageManager }: Manifest,
  integrations: readonly IntegrationModel[],
  webhooks: readonly WebhookModel[],
): string[] {
  for (const feature of features.filter((one) => isOn(one, chosen))) {
    const missing = missingNeed(feature, chosen)
    if (missing === undefined) continue
    throw new UserError(
      `The feature ${feature.name} needs ${missing}, which the project has not.`,
      {
        help: `Add that too, or take ${feature.name} out: npx create-alex-api remove ${feature.name}`,
      },
    )
  }
  const { layer: manager } = packageManagers[packageManager]
  return [
    'base',
    manager,
    ...features.flatMap((feature) => {
      if (feature.kinds) return kindLayers(kindOf(feature, chosen), chosen)
      if (!isOn(feature, chosen)) return []
      const { layer, layerPerManager } = feature
      return layerPerManager ? [layer, `${layer}-${manager}`] : [layer]
    }),
    // What all of them have in common comes with the first, and goes with the last.
    ...(integrations.length > 0 ? ['integrations'] : []),
    ...(integrations.length > 0 && isOn(jobsFeature, chosen) ? ['jobs-integrations'] : []),
    ...(integrations.some(({ queued }) => queued.length > 0) ? ['queued-calls'] : []),
    ...(webhooks.length > 0 ? ['webhooks'] : []),
    ...schemes
      .filter((scheme) => webhooks.some((one) => one.scheme === scheme))
      .map((scheme) => `webhooks-${scheme}`),
  ]
}

/** The folders of templates that the features of a project bring for each resource and its relations. */
function featureFoldersOf({ features: chosen }: Manifest) {
  const on = features.filter((feature) => isOn(feature, chosen))
  return {
    featureFolders: on.flatMap(({ sliceFolders = [] }) => sliceFolders),
    featureLinkFolders: on.flatMap(({ linkFolders = [] }) => linkFolders),
    featureReferenceFolders: on.flatMap(({ referenceFolders = [] }) => referenceFolders),
  }
}

function kindLayers(kind: FeatureKind | undefined, chosen: Manifest['features']): string[] {
  if (!kind) return []
  const { layers, between } = kind
  if (!between) return [...layers]
  return [...layers, chosen[between.feature] === true ? between.layer : between.layerWithout]
}

function projectModel(name: string): ProjectModel {
  const words = name.split(/[._-]+/).filter((word) => word !== '')
  return { name, title: capitalize(words.join(' ')), snake: snakeCase(words) }
}

function toolModel({ version, features: chosen, packageManager }: Manifest): ToolModel {
  const archive = `vendor/${PACKAGE_NAME}-${version}.tgz`
  return {
    name: PACKAGE_NAME,
    version,
    dependency: chosen.vendored ? `file:${archive}` : version,
    archive,
    // What did not come from the registry is not looked for there: its successor is a checkout.
    update: chosen.vendored
      ? `node ../${PACKAGE_NAME}/dist/src/cli.js update`
      : `${packageManagers[packageManager].fetch} ${PACKAGE_NAME}@latest update`,
  }
}
