import { UserError } from '../errors.ts'
import {
  type CircuitBreakerOperation,
  type JobOperation,
  type JwtMiddlewareOperation,
  MANIFEST_FILE,
  type Operation,
  type RemoveOperation,
  removesResource,
  type SliceOperation,
  subjectOf,
  type WebhookOperation,
} from '../manifest/manifest.ts'
import { type DropModel, dropModel, removedSlice, standingOf } from './drops.ts'
import { type EvolutionModel, evolve } from './evolution/evolution.ts'
import { checkFreeGuard, checkGuard } from './guards.ts'
import { checkFreeIntegration } from './integrations/integration.ts'
import { refuseSharedQueues } from './integrations/queued-calls.ts'
import { checkFreeJob } from './jobs/job.ts'
import { type MigrationModel, migrationModel } from './migrations.ts'
import { spelledName } from './names.ts'
import { changeOptions } from './options/options.ts'
import { growSlice, partsOf, type ResourceModel, saidApiVersion, sliceNamed } from './slices.ts'
import { versionModel } from './versions.ts'
import { refuseSharedVariables } from './webhooks/variables.ts'
import { checkFreeWebhook, tableOf, type WebhookTableModel } from './webhooks/webhook.ts'

/** What a history amounts to, before what only the whole of it tells. */
export interface FoldedHistory {
  readonly history: readonly Operation[]
  readonly apiVersions: ReadonlyMap<string, number>
  /** By the names of their collections. */
  readonly slices: ReadonlyMap<string, ResourceModel>
  readonly operations: readonly OperationModel[]
  readonly migrations: readonly MigrationModel[]
  readonly evolutions: readonly EvolutionModel[]
  /** The resources as they were after an operation on options that changed their tables. */
  readonly reshaped: readonly OperationModel[]
  readonly drops: readonly DropModel[]
  readonly guards: readonly JwtMiddlewareOperation[]
  readonly integrations: readonly CircuitBreakerOperation[]
  readonly jobs: readonly JobOperation[]
  readonly webhooks: readonly WebhookOperation[]
  readonly webhookTables: readonly WebhookTableModel[]
}

/** An operation as its migration sees it: what it brought, and nothing that came later. */
export interface OperationModel extends ResourceModel {
  readonly at: string
  readonly run: Operation['run']
  /** The folder below `templates/operations/` that it brings. */
  readonly folder: string
}

/**
 * Goes through the operations, from the first to the last.
 *
 * @throws UserError naming the place in the manifest, for an operation that cannot be
 */
export function foldHistory(history: readonly Operation[]): FoldedHistory {
  const keys = keysOf(history)
  const apiVersions = apiVersionsOf(history, keys)
  const start = beginningOf(history, apiVersions, keys)
  const slices = new Map(start.slices)
  const operations = [...start.operations]
  const migrations = [...start.migrations]
  const evolutions = [...start.evolutions]
  const reshaped = [...start.reshaped]
  const drops = [...start.drops]
  const guards = [...start.guards]
  const integrations = [...start.integrations]
  const jobs = [...start.jobs]
  const webhooks = [...start.webhooks]
  const webhookTables = [...start.webhookTables]
  for (const [index, operation] of history.entries()) {
    if (index < start.history.length) continue
    // It says where a migration of the project stands, and nothing of resources.
    if (operation.run === 'upgrade') continue
    if (operation.run === 'jwt-middleware') {
      const free = () => checkFreeGuard(guards, operation)
      namingPlace(operation, index, free)
      guards.push(operation)
      continue
    }
    if (operation.run === 'circuit-breaker') {
      namingPlace(operation, index, () => {
        checkFreeIntegration(integrations, operation)
        refuseSharedVariables([operation], webhooks)
        refuseSharedQueues([...integrations, operation], jobs)
      })
      integrations.push(operation)
      continue
    }
    if (operation.run === 'remove' && operation.integration) {
      const find = () => indexOfRemoved(operation, integrations, 'integration')
      integrations.splice(namingPlace(operation, index, find), 1)
      continue
    }
    if (operation.run === 'job') {
      namingPlace(operation, index, () => {
        checkFreeJob(jobs, operation)
        refuseSharedQueues(integrations, [operation])
      })
      jobs.push(operation)
      continue
    }
    if (operation.run === 'remove' && operation.job) {
      const find = () => indexOfRemoved(operation, jobs, 'job')
      jobs.splice(namingPlace(operation, index, find), 1)
      continue
    }
    if (operation.run === 'webhook') {
      namingPlace(operation, index, () => {
        checkFreeWebhook(webhooks, operation)
        refuseSharedVariables(integrations, [operation])
      })
      webhooks.push(operation)
      const { at, name } = operation
      webhookTables.push({ at, folder: 'webhook', table: tableOf(name) })
      continue
    }
    if (operation.run === 'remove' && operation.webhook) {
      const find = () => indexOfRemoved(operation, webhooks, 'webhook')
      webhooks.splice(namingPlace(operation, index, find), 1)
      const { at, name } = operation
      webhookTables.push({ at, folder: 'webhook-removed', table: tableOf(name) })
      continue
    }
    const asked = 'guard' in operation ? operation.guard : undefined
    namingPlace(operation, index, () => checkGuard(guards, asked))
    if (operation.run === 'migration') {
      const one = () =>
        migrationModel(operation, [...slices.values()], standingOf(migrations, drops))
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
    if (operation.run === 'field') {
      const found = { slices: [...slices.values()], migrations: standingOf(migrations, drops) }
      const { slice, migration } = namingPlace(operation, index, () => evolve(found, operation))
      slices.set(slice.collection, slice)
      if (migration) evolutions.push(migration)
      continue
    }
    if (operation.run === 'options') {
      const found = { slices: [...slices.values()], migrations: standingOf(migrations, drops) }
      const change = namingPlace(operation, index, () => changeOptions(found, operation))
      for (const slice of change.changed) slices.set(slice.collection, slice)
      const { at, run } = operation
      reshaped.push(...change.reshaped.map((slice) => ({ ...slice, at, run, folder: 'table' })))
      if (change.migration) evolutions.push(change.migration)
      continue
    }
    if (operation.run === 'remove') {
      const removed = () => removedSlice(operation, [...slices.values()])
      const slice = namingPlace(operation, index, removed)
      const found = { operations, reshaped, migrations, evolutions, drops }
      const drop = dropModel(operation, slice, history.slice(0, index), found)
      slices.delete(slice.collection)
      drops.push(drop)
      continue
    }
    const slice = namingPlace(operation, index, () =>
      grow(
        [...slices.values()],
        operation,
        apiVersions.get(keys[index] ?? ''),
        standingOf(migrations, drops),
      ),
    )
    slices.set(slice.collection, slice)
    const { at, run } = operation
    operations.push({ ...slice, at, run, folder: bringsTable(operation) ? 'table' : run })
  }
  const folded: FoldedHistory = {
    history,
    apiVersions,
    slices,
    operations,
    migrations,
    evolutions,
    reshaped,
    drops,
    guards,
    integrations,
    jobs,
    webhooks,
    webhookTables,
  }
  lately = [folded, start, ...lately.filter((other) => other !== start)].slice(0, MAX_LATELY)
  return folded
}

const nothing: FoldedHistory = {
  history: [],
  apiVersions: new Map(),
  slices: new Map(),
  operations: [],
  migrations: [],
  evolutions: [],
  reshaped: [],
  drops: [],
  guards: [],
  integrations: [],
  jobs: [],
  webhooks: [],
  webhookTables: [],
}

/** A run asks for the model before and for the one after, which is longer by an operation. */
let lately: readonly FoldedHistory[] = []
const MAX_LATELY = 4

/** The longest of them that this history begins with, down to one with nothing in it. */
function beginningOf(
  history: readonly Operation[],
  apiVersions: ReadonlyMap<string, number>,
  keys: readonly string[],
): FoldedHistory {
  const beginnings = lately.filter(
    (folded) =>
      folded.history.length <= history.length &&
      folded.history.every((operation, index) => operation === history[index]) &&
      // What was folded says where the others are served, which a later operation may have said.
      folded.history.every((_, index) => {
        const key = keys[index] ?? ''
        return apiVersions.get(key) === folded.apiVersions.get(key)
      }),
  )
  return beginnings.reduce(
    (longest, folded) => (folded.history.length > longest.history.length ? folded : longest),
    nothing,
  )
}

/** A name that cannot be is refused later, where the place can be named. */
function nameOf(operation: Operation): string {
  const name = subjectOf(operation)
  try {
    return spelledName(name)
  } catch (error) {
    if (error instanceof UserError) return name
    throw error
  }
}

/** What each operation is about: a name, and how many of that name were removed before. */
function keysOf(history: readonly Operation[]): readonly string[] {
  const removed = new Map<string, number>()
  return history.map((operation) => {
    const name = nameOf(operation)
    const count = removed.get(name) ?? 0
    if (removesResource(operation)) removed.set(name, count + 1)
    return `${name} ${count}`
  })
}

/**
 * Where the APIs begin, by the keys of the resources. It is known before the history is gone through:
 * what refers to a resource says where it is served, and a controller may come later than that.
 */
function apiVersionsOf(
  history: readonly Operation[],
  keys: readonly string[],
): ReadonlyMap<string, number> {
  const versions = new Map<string, number>()
  for (const [index, operation] of history.entries()) {
    const version = saidApiVersion(operation)
    if (version === undefined) continue
    namingPlace(operation, index, () => versions.set(keys[index] ?? '', version))
  }
  return versions
}

/** @throws UserError as `growSlice` does, and for a service of what has no fields */
function grow(
  slices: readonly ResourceModel[],
  operation: SliceOperation,
  apiVersion: number | undefined,
  migrations: readonly MigrationModel[],
): ResourceModel {
  const isBare = operation.run === 'service' && operation.fields === undefined
  if (isBare && sliceNamed(slices, operation.name, operation.plural) === undefined) {
    throw new UserError(`There is nothing called ${operation.name} that a service could be of.`, {
      help: 'Its repository has to come before it, or its fields be said.',
    })
  }
  return growSlice(slices, operation, apiVersion, migrations)
}

function bringsTable(operation: SliceOperation): boolean {
  return partsOf(operation).includes('repository')
}

/** @throws UserError for what is not there */
function indexOfRemoved(
  { name }: RemoveOperation,
  there: readonly { readonly name: string }[],
  what: 'integration' | 'job' | 'webhook',
): number {
  const index = there.findIndex((one) => one.name === name)
  if (index >= 0) return index
  const known = there.map((one) => one.name).join(', ')
  throw new UserError(`There is no ${what} ${name}.`, {
    help: known ? `There are: ${known}` : `The project has no ${what}.`,
  })
}

/** Does the work; a refusal names the place of the operation in the manifest. */
function namingPlace<T>(operation: Operation, index: number, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const { at, run } = operation
    const where = `${MANIFEST_FILE}, history[${index}] (${run} ${subjectOf(operation)}, ${at})`
    throw new UserError(error.message, {
      where: error.where === undefined ? where : `${where}\n${error.where}`,
      ...(error.help !== undefined && { help: error.help }),
      cause: error,
    })
  }
}
