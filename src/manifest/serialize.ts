import type { Manifest, Operation } from './manifest.ts'

export const SCHEMA_PATH = './node_modules/create-alex-api/schema/alex.schema.json'

/** The text of `alex.json`: always the same order and format for the same manifest. */
export function serializeManifest(manifest: Manifest): string {
  const { $schema = SCHEMA_PATH, version, name, features, packageManager } = manifest
  const { overrides, history } = manifest
  const ordered = {
    $schema,
    version,
    name,
    features: sortedKeys(features),
    packageManager,
    overrides,
    history: history.map(orderedOperation),
  }
  return `${JSON.stringify(ordered, null, 2)}\n`
}

/** The keys of every operation, in the order in which they are written. */
const operationKeys = [
  'at',
  'run',
  'name',
  'resource',
  'plural',
  'fields',
  'add',
  'rename',
  'drop',
  'alter',
  'access',
  'guard',
  'owner',
  'softDelete',
  'description',
  'apiVersion',
  'index',
  'constraint',
  'notValid',
  'validate',
  'sunset',
  'notice',
  'keys',
  'issuer',
  'audience',
  'algorithm',
  'type',
  'scopes',
  'roles',
  'operations',
  'url',
  'token',
  'timeout',
  'totalTimeout',
  'retries',
  'data',
  'schedule',
  'retryDelaySeconds',
  'timeoutSeconds',
  'concurrency',
  'integration',
  'job',
  'scheme',
  'events',
  'secret',
  'webhook',
]

function orderedOperation(operation: Operation) {
  const values = operation as unknown as Readonly<Record<string, unknown>>
  return Object.fromEntries(operationKeys.map((key) => [key, values[key]]))
}

function sortedKeys<T extends object>(object: T): T {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) as T
}
