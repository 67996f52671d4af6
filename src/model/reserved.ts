// Names that cannot be made safe, each list with its reason. A resource's name becomes a variable
// (`article`, `articles`), a type (`Article`), a folder and a table; a field's name becomes a
// property and a column, both quoted where they need it, so that `class` or `default` are fine.

const list = (words: string) => new Set(words.split(/\s+/).filter((word) => word !== ''))

const keywords = list(`
  arguments async await break case catch class const continue debugger default delete do else enum
  eval export extends false finally for from function get if implements import in infinity
  instanceof interface let nan new null of package private protected public return satisfies set
  static super switch this throw true try type typeof undefined using var void while with yield
`)

/** Compared without case or separators, for the singular and for the plural. */
const globals = list(`
  any array arraybuffer bigint boolean buffer console crypto date error eventtarget exclude
  extract fetch formdata function global globalthis headers infinity intl iterator json map
  math module never number object omit partial pick process promise proxy readonly record
  reflect regexp request require required response set static string symbol timeout type typeerror
  uint8array unknown url urlsearchparams weakmap weakset
`)

const projectNames = list(`
  app changed changes clock config connection context controller cursor data database db
  dependency doc docs early env expect health healthz http httperror id index input kysely late
  later live logger made main metric metrics migration newestfirst newid now only openapi options
  other page pagerequest pagination plugin ready reply repository resource returntype route row
  schema server service setup shared sql static stored swagger table test torow transaction
`)

/** Windows has no file of these names, whatever the extension. */
const devices = list(`
  con prn aux nul com0 com1 com2 com3 com4 com5 com6 com7 com8 com9
  lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9
`)

const prototypeNames = list(`
  __proto__ constructor hasOwnProperty isPrototypeOf propertyIsEnumerable prototype toLocaleString
  toString valueOf __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ toJSON
`)

const systemColumns = list('tableoid xmin cmin xmax cmax ctid')

const everyResource = list('id createdat updatedat version')

/**
 * Why a resource cannot have this name, or `undefined`.
 *
 * @param key the name in lower case, without separators
 */
export function reservedResource(key: string): string | undefined {
  if (keywords.has(key))
    return 'it is a word of TypeScript, and the code has a variable of that name'
  if (globals.has(key)) return 'it would hide a type or a value of that name in the generated code'
  if (projectNames.has(key)) return 'the generated project has something else of that name'
  if (devices.has(key)) return 'Windows cannot have a file of that name'
  if (prototypeKeys.has(key)) return 'every JavaScript object already has a property of that name'
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
  if (systemColumns.has(key)) return 'every PostgreSQL table has a system column of that name'
  return undefined
}

const prototypeKeys = new Set(
  [...prototypeNames].map((name) => name.toLowerCase().replaceAll('_', '')),
)
