// As much of OpenAPI 3.1 as the walk reads.

// biome-ignore lint/suspicious/noExplicitAny: JSON Schemas are looked into in many places
export type Schema = Readonly<Record<string, any>>

export interface MediaType {
  readonly schema?: Schema
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, { readonly value?: unknown }>>
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly required?: boolean
  readonly schema: Schema
  readonly example?: unknown
}

export interface Answer {
  readonly content?: Readonly<Record<string, MediaType>>
}

export interface Operation {
  /** `POST /v1/things`, as a test is called. */
  readonly name: string
  readonly method: string
  /** With its parameters in braces: `/v1/things/{id}`. */
  readonly path: string
  readonly parameters: readonly Parameter[]
  /** By media type. */
  readonly body: Readonly<Record<string, MediaType>> | undefined
  readonly answers: Readonly<Record<string, Answer>>
  /** The roles and scopes that are all needed; undefined where anyone may. */
  readonly roles: readonly string[] | undefined
  /** The roles that some of what it takes and answers with is for, besides. */
  readonly fieldRoles: readonly string[]
  /** What somebody else made is not there. */
  readonly owned: boolean
}

export interface Description {
  readonly operations: readonly Operation[]
  readonly paths: readonly string[]
  readonly components: Schema
  operation(method: string, path: string): Operation | undefined
  /** The schema itself, if what is given only refers to it. */
  follow(schema: Schema): Schema
}

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'trace']

/** The keys by which a schema says that a field is for some only. */
const FIELD_ROLES = ['x-read-roles', 'x-write-roles']

function rolesOfFields(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, inner]) =>
    FIELD_ROLES.includes(key) ? (inner as string[]) : rolesOfFields(inner),
  )
}

/** A field that only some see, or set, wherever it stands in a schema: `['data', '*', 'salary']`. */
export interface FieldOfSome {
  readonly path: readonly string[]
  readonly roles: readonly string[]
}

/** Those of a schema. Of a list, every item is called `*`. */
export function fieldsOfSome(
  schema: Schema,
  key: 'x-read-roles' | 'x-write-roles',
  follow: (schema: Schema) => Schema,
): FieldOfSome[] {
  const { properties = {}, items } = follow(schema)
  const below = (name: string, part: Schema) =>
    fieldsOfSome(part, key, follow).map(({ path, roles }) => ({ path: [name, ...path], roles }))
  const own = Object.entries<Schema>(properties).flatMap(([name, property]) => {
    const roles = follow(property)[key]
    return [...(roles ? [{ path: [name], roles }] : []), ...below(name, property)]
  })
  return items ? [...own, ...below('*', items)] : own
}

/**
 * Where a text is matched that may be of any length, or that is matched in part: a pattern begins
 * with `^` and ends with `$`, and `maxLength` stands beside it.
 */
export function looseTexts(part: unknown, at = '', isBounded = false): string[] {
  if (typeof part !== 'object' || part === null) return []
  const schema = part as Schema
  const hasBound = isBounded || typeof schema.maxLength === 'number'
  const isLoose = typeof schema.pattern === 'string' && !(hasBound && isWhole(schema.pattern))
  const inner = Object.entries(schema).flatMap(([key, it]) => {
    if (data.includes(key) && !at.endsWith('/properties')) return []
    return looseTexts(it, `${at}/${key}`, hasBound && (key === 'allOf' || Array.isArray(part)))
  })
  return isLoose ? [at, ...inner] : inner
}

/** What these hold are no schemas. */
const data = ['example', 'examples', 'default', 'const', 'enum']

/** `^a|b$` is not: it matches whatever begins with `a`. */
function isWhole(pattern: string): boolean {
  let rest = pattern.replaceAll(/\\.|\[(?:\\.|[^\]\\])*\]/g, '')
  const group = /\([^()]*\)/g
  while (rest.search(group) !== -1) rest = rest.replaceAll(group, '')
  return /^\^[^|]*\$$/.test(rest)
}

/** Lists what a document describes, with its references followed. */
export function describeDocument(document: object): Description {
  const { paths = {}, components = {}, security = [] } = document as Schema
  const follow = (part: Schema): Schema => {
    if (typeof part.$ref !== 'string') return part
    const keys = part.$ref.replace(/^#\//, '').split('/')
    const found = keys.reduce<Schema | undefined>(
      (at, key) => at?.[key.replaceAll('~1', '/').replaceAll('~0', '~')],
      document as Schema,
    )
    if (!found) throw new Error(`The document refers to ${part.$ref}, which it does not have.`)
    return follow(found)
  }

  const operations = Object.entries(paths as Record<string, Schema>).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method): Operation => {
      const described: Schema = item[method]
      const [guard] = (described.security ?? security) as Record<string, string[]>[]
      const parameters = [...(item.parameters ?? []), ...(described.parameters ?? [])]
      return {
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        parameters: parameters.map((it) => follow(it) as unknown as Parameter),
        body: described.requestBody && follow(described.requestBody).content,
        answers: Object.fromEntries(
          Object.entries(described.responses as Record<string, Schema>).map(([status, answer]) => [
            status,
            follow(answer),
          ]),
        ),
        roles: guard && Object.values(guard).flat(),
        fieldRoles: [...new Set(rolesOfFields(described))],
        owned: described['x-owned'] === true,
      }
    }),
  )
  return {
    operations,
    paths: Object.keys(paths),
    components,
    operation: (method, path) => operations.find((it) => it.name === `${method} ${path}`),
    follow,
  }
}
