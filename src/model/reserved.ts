import { generatedNames, slicePatterns } from './generated-names.ts'

// A resource's name becomes variables (`article`, `articles`), types (`Article`, `NewArticle`) and
// functions: where one of them would meet a word of this file, the code says `articleItem`. What is
// no code (the URL, the table, the folder, the texts) keeps the name. A field's name becomes a
// property and a column, both quoted where they need it, so that `class` or `default` are fine.

const list = (words: string) => new Set(words.split(/\s+/).filter((word) => word !== ''))

/** TypeScript's, those that are reserved only somewhere, and those that read as if they were. */
const keywords = list(`
  abstract accessor any arguments as asserts assert async await bigint boolean break case catch
  class const constructor continue debugger declare default defer delete do else enum eval export
  extends false finally for from function get global if implements import in infer instanceof
  interface intrinsic is keyof let module namespace never new null number object of out override
  package private protected public readonly require return satisfies set static string super switch
  symbol then this throw true try type typeof undefined unique unknown using var void while with yield
`)

/** What every program of JavaScript has; to hide one of them is an error of the linter. */
const builtIns = list(`
  AggregateError Array ArrayBuffer AsyncFunction Atomics BigInt BigInt64Array BigUint64Array Boolean
  DataView Date DisposableStack Error EvalError FinalizationRegistry Float16Array Float32Array
  Float64Array Function Infinity Int16Array Int32Array Int8Array Intl Iterator JSON Map Math NaN
  Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set SharedArrayBuffer String
  SuppressedError Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array
  Uint8ClampedArray WeakMap WeakRef WeakSet decodeURI decodeURIComponent encodeURI
  encodeURIComponent escape exports globalThis hasOwnProperty isFinite isNaN isPrototypeOf parseFloat
  parseInt propertyIsEnumerable prototype toJSON toLocaleString toString unescape valueOf
`)

/** Types that a GraphQL schema has already, or would take for scalars. */
const graphqlTypes = list(`
  BigInt Boolean Byte Date DateTime Decimal Duration Float Id Int Integer Json Long Mutation
  Node PageInfo Query String Subscription Time Timestamp Upload Url Uuid Void
`)

/** Windows has no file of these names, whatever the extension. */
const devices = list(`
  con prn aux nul com0 com1 com2 com3 com4 com5 com6 com7 com8 com9
  lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9
`)

/** Tables that a project has before it has a resource. */
export const projectTables = list(
  'idempotency_keys kysely_migration kysely_migration_lock kysely_migration_unfinished',
)

const prototypeNames = list(`
  __proto__ constructor hasOwnProperty isPrototypeOf propertyIsEnumerable prototype toLocaleString
  toString valueOf __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ toJSON
`)

const systemColumns = list('tableoid xmin cmin xmax cmax ctid')

const everyResource = list('id createdat updatedat version')

/** The spellings of a resource's name that become code. */
export interface CodeNames {
  readonly resource: string
  readonly Resource: string
  readonly resources: string
  readonly Resources: string
}

const generated = new Set<string>(generatedNames)

/** Tells whether the code of a slice would give two things one name. */
export function meetsGeneratedCode(names: CodeNames): boolean {
  if (names.resource === names.resources || graphqlTypes.has(names.Resource)) return true
  return slicePatterns
    .map((pattern) => spell(pattern, names))
    .some((name) => keywords.has(name) || builtIns.has(name) || generated.has(name))
}

function spell(pattern: string, names: CodeNames): string {
  return pattern.replaceAll(/<(\w+)>/g, (_, word: string) => names[word as keyof CodeNames])
}

/** Tells whether a slice cannot have its entity in a file of this name. */
export function isTakenFile(file: string): boolean {
  return file === 'index' || devices.has(file)
}

/**
 * Why a resource cannot have this plural, or `undefined`.
 *
 * @param plural `blog-posts`
 */
export function reservedPlural(plural: string): string | undefined {
  if (devices.has(plural)) return 'Windows cannot have a folder of that name'
  if (projectTables.has(plural.replaceAll('-', '_'))) return 'the project has a table of that name'
  return undefined
}

/**
 * Why a field cannot have this name, or `undefined`.
 *
 * @param property the name as a property: `createdAt`
 */
export function reservedField(property: string): string | undefined {
  const key = property.toLowerCase()
  if (everyResource.has(key)) return 'every resource has a field of that name already'
  if (prototypeKeys.has(key)) return 'every JavaScript object already has a property of that name'
  if (key === 'then') return 'JavaScript takes an object with a property of that name for a promise'
  if (systemColumns.has(key)) return 'every PostgreSQL table has a system column of that name'
  return undefined
}

const prototypeKeys = new Set(
  [...prototypeNames].map((name) => name.toLowerCase().replaceAll('_', '')),
)
