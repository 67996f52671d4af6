type Json = string | number | boolean | null | readonly Json[] | JsonObject
type JsonObject = { readonly [key: string]: Json }

/** A layer's part of `package.json`. */
export interface Fragment {
  /** Which template it is, for errors. */
  readonly author: string
  readonly text: string
}

/**
 * Merges the layers' parts of `package.json`: keys in npm's usual order, dependencies by name. Two
 * layers may say the same, and may not contradict each other.
 */
export function mergePackageJson(fragments: readonly Fragment[]): string {
  let merged: JsonObject = {}
  for (const { author, text } of fragments) {
    merged = mergeObjects(merged, parseFragment(author, text), author, '')
  }
  return `${JSON.stringify(ordered(merged), null, 2)}\n`
}

function parseFragment(author: string, text: string): JsonObject {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`templates/${author} is not JSON: ${(error as Error).message}`, {
      cause: error,
    })
  }
}

function mergeObjects(a: JsonObject, b: JsonObject, author: string, at: string): JsonObject {
  const result: Record<string, Json> = { ...a }
  for (const [key, value] of Object.entries(b)) {
    const path = at === '' ? key : `${at}.${key}`
    result[key] = Object.hasOwn(a, key) ? merge(a[key] as Json, value, author, path) : value
  }
  return result
}

function merge(a: Json, b: Json, author: string, path: string): Json {
  if (isObject(a) && isObject(b)) return mergeObjects(a, b, author, path)
  if (Array.isArray(a) && Array.isArray(b)) return [...new Set([...a, ...b])]
  if (a === b) return a
  throw new Error(`templates/${author} contradicts an earlier layer at ${path}`)
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const order = [
  'name',
  'version',
  'private',
  'description',
  'keywords',
  'homepage',
  'bugs',
  'license',
  'author',
  'repository',
  'type',
  'packageManager',
  'engines',
  'devEngines',
  'imports',
  'exports',
  'main',
  'bin',
  'files',
  'workspaces',
  'scripts',
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
  'overrides',
  'resolutions',
]

const sortedKeys = /ependencies$|^allowScripts$|^overrides$|^resolutions$/

function ordered(object: JsonObject): JsonObject {
  const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length)
  const entries = Object.entries(object).sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
  return Object.fromEntries(
    entries.map(([key, value]) => [key, sortedKeys.test(key) ? byName(value) : value]),
  )
}

function byName(value: Json): Json {
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
