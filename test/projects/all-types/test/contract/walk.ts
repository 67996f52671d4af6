import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { addNumberFormats } from '../../src/http/validation.ts'
import type { Principal } from '../../src/shared/principal.ts'
import { signedIn, someone } from '../support/identity.ts'
import { describeDocument, type MediaType, type Operation, type Schema } from './document.ts'
import { createValues } from './values.ts'

/** A request for an operation, part by part; everything in it goes over the wire as it stands. */
export interface Call {
  /** What stands for each parameter of the path, encoded. */
  readonly path: Readonly<Record<string, string>>
  /** Encoded, without the question mark. */
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** Something that was made to be asked for. */
export interface Entity {
  /** The parameters of the path that it was made under. */
  readonly path: Readonly<Record<string, string>>
  readonly id: string
}

/**
 * The key by which a schema says that its value is the id of something that exists, with the path
 * that such a thing is made at: `'x-references': '/v1/users'`.
 */
const REFERENCE = 'x-references'

/** What a call needs to be taken that was made for it: a token that can be used once, for instance. */
export interface Prepared {
  readonly path?: Call['path']
  readonly body?: object
  /** What its header has to say of the body that is sent, such as a signature of it. */
  headers?(body: string | undefined): Readonly<Record<string, string>>
}

/** What a text is turned into where numbers and booleans are expected: what the server does. */
const reading = { coerceTypes: 'array', strictNumbers: false } as const

/**
 * Sends what a document describes, and throws when an answer is not what the document says. It knows
 * nothing else of the application: how to make what it asks for it learns from the document too.
 *
 * @param store makes what is referred to and has no `POST` at this path; `undefined` if it is unknown
 * @param prepare makes what an operation needs and its document cannot say; `undefined` if it is nothing
 */
export function createWalk(
  api: FastifyInstance,
  document: object,
  store: (path: string) => Promise<{ readonly id: string }> | undefined = () => undefined,
  prepare: (operation: string) => Promise<Prepared> | undefined = () => undefined,
) {
  const description = describeDocument(document)
  const { follow, components, operation } = description
  const strict = createValidator(components, {})
  const asText = createValidator(components, reading)
  const valuesOf = createValues(description, strict)
  const storedIds = new Map<string, string>()
  const closedSchemas = new WeakMap<Schema, Schema>()
  let seed = 0

  /** Sends a call. The answer has a status, a media type and a body that the document describes. */
  async function send(to: Operation, call: Call): Promise<LightMyRequestResponse> {
    const path = to.path.replace(/\{([^}]+)\}/g, (_, name) => call.path[name] ?? '')
    const answer = await api.inject({
      method: to.method as NonNullable<InjectOptions['method']>,
      url: call.query ? `${path}?${call.query}` : path,
      headers: { ...(to.roles && signedIn(callerOf(needsOf(to)))), ...call.headers },
      ...(call.body !== undefined && { payload: call.body }),
    })
    const fault = faultOf(to, answer)
    if (fault) throw new Error(`${tell(to, call, answer)}\n${fault}`)
    return answer
  }

  function closedOnce(schema: Schema): Schema {
    const known = closedSchemas.get(schema) ?? closed(schema, follow)
    closedSchemas.set(schema, known)
    return known
  }

  function faultOf(to: Operation, answer: LightMyRequestResponse): string | undefined {
    const status = String(answer.statusCode)
    if (answer.statusCode >= 500) return 'A request, whatever is in it, is no reason to fail.'
    const described = to.answers[status] ?? to.answers[`${status[0]}XX`] ?? to.answers.default
    if (!described) return `The document does not have the status ${status} for it.`
    if (!answer.headers['cache-control']) return 'It does not say who may keep it: Cache-Control.'
    if (!described.content || to.method === 'HEAD') {
      return answer.body === '' ? undefined : 'The document has no body for it.'
    }
    const type = String(answer.headers['content-type'] ?? '').replace(/;.*/, '')
    const media = described.content[type]
    if (!media) return `The document has no body of the type "${type}" for it.`
    if (!media.schema || !type.endsWith('json')) return undefined
    const schema = answer.statusCode < 400 ? closedOnce(media.schema) : media.schema
    const errors = strict.errorsOf(schema, answer.json())
    return errors && `The body is not as documented: ${errors}`
  }

  /** A call that the operation should take: its parents exist, and its body is the example. */
  async function validCall(to: Operation, own: Partial<Call> = {}): Promise<Call> {
    const prepared = await prepare(to.name)
    const path = own.path ?? prepared?.path ?? (await pathFor(to))
    const body = own.body ?? preparedBody(prepared) ?? (await bodyFor(to))
    const headers = {
      ...(await headersFor(to, path)),
      ...prepared?.headers?.(body),
      ...own.headers,
    }
    return { path, query: queryFor(to), ...own, headers, body }
  }

  /** The same call with another body. */
  async function otherCall(to: Operation, { path }: Call): Promise<Call> {
    const body = await bodyFor(to, true)
    return validCall(to, { path, ...(body !== undefined && { body }) })
  }

  async function pathFor(to: Operation): Promise<Record<string, string>> {
    const made: Record<string, string> = {}
    for (const { name, in: place, schema, example } of to.parameters) {
      if (place !== 'path') continue
      const parent = parentOf(to, name, schema)
      const id = parent ? (await create(parent, made)).id : String(example ?? sample(schema))
      made[name] = encodeURIComponent(id)
    }
    return made
  }

  /** Where the thing is made whose id stands in the path: said outright, before it, or by its name. */
  function parentOf(to: Operation, name: string, schema: Schema): Operation | undefined {
    const before = to.path.slice(0, to.path.indexOf(`/{${name}}`))
    const [, version = ''] = before.split('/')
    const places = [follow(schema)[REFERENCE], before, `/${version}/${before.split('/').at(-1)}`]
    return places.map((path) => operation('POST', path)).find((it) => it?.answers['201'])
  }

  async function bodyFor(to: Operation, isOther = false): Promise<string | undefined> {
    const media = mediaOf(to)
    if (!media) return undefined
    const { schema = {} } = media
    const [first] = Object.values(media.examples ?? {})
    const example = media.example ?? first?.value ?? follow(schema).examples?.[0]
    const value = example === undefined || isOther ? sample(schema) : example
    return JSON.stringify(await withReferences(schema, value))
  }

  function queryFor(to: Operation): string {
    const required = to.parameters.filter((it) => it.in === 'query' && it.required)
    return required.map((it) => `${it.name}=${textFor(it)}`).join('&')
  }

  function textFor({ schema, example }: Operation['parameters'][number]): string {
    return encodeText(example ?? follow(schema).examples?.[0] ?? sample(schema))
  }

  async function headersFor(to: Operation, path: Call['path']): Promise<Record<string, string>> {
    const headers: Record<string, string> = {}
    const [type] = Object.keys(to.body ?? {})
    if (type) headers['content-type'] = type
    for (const parameter of to.parameters.filter((it) => it.in === 'header')) {
      const name = parameter.name.toLowerCase()
      if (name === 'idempotency-key') headers[name] = `walk-${seed++}`
      else if (name === 'if-match') Object.assign(headers, await ifMatch(to, path))
      else if (parameter.required) headers[name] = decodeURIComponent(textFor(parameter))
    }
    return headers
  }

  /** The tag of what is there now, for operations that change it only if it is still so. */
  async function ifMatch(to: Operation, path: Call['path']): Promise<Record<string, string>> {
    const read = operation('GET', to.path)
    if (!read) return {}
    const { etag } = (await send(read, await validCall(read, { path }))).headers
    return typeof etag === 'string' ? { 'if-match': etag } : {}
  }

  /** The id of something that was made by this `POST` and is there. */
  async function firstOf({ path: at }: Operation, path: Call['path']): Promise<string | undefined> {
    const list = operation('GET', at) ?? operation('GET', at.replace(/\/bulk$/, ''))
    if (!list) return undefined
    const { data } = (await send(list, await validCall(list, { path }))).json()
    return Array.isArray(data) && data.length > 0 ? String(data[0].id) : undefined
  }

  /** Makes something by its `POST`, below what the given parameters of its path name. */
  async function create(post: Operation, given: Call['path'] = {}): Promise<Entity> {
    const path = { ...(await pathFor({ ...post, parameters: missing(post, given) })), ...given }
    for (let attempt = 0; attempt < 10; attempt += 1) {
      // What has to be unique may be taken after the first time.
      const body = await bodyFor(post, attempt > 0)
      const call = await validCall(post, { path, ...(body !== undefined && { body }) })
      const answer = await send(post, call)
      if (answer.statusCode === 201) return { path, id: String(answer.json().id) }
      if (answer.statusCode !== 409) {
        throw new Error(`${tell(post, call, answer)}\nThe example has to be taken.`)
      }
    }
    // Where there are few values that may be taken, all of them are at last.
    const there = await firstOf(post, path)
    if (there !== undefined) return { path, id: there }
    throw new Error(`${post.name}: its example, and nine other bodies, are in conflict.`)
  }

  /** Makes what the references in a body lead to. One that leads back to what is being made is left out. */
  async function withReferences(
    given: Schema,
    value: unknown,
    making: readonly string[] = [],
  ): Promise<unknown> {
    const schema = follow(given)
    if (typeof schema[REFERENCE] === 'string' && value !== null) {
      const post = operation('POST', schema[REFERENCE])
      if (post) return (await createReferred(post, making)).id
      return storeReferred(schema[REFERENCE])
    }
    if (Array.isArray(value)) {
      const items: unknown[] = []
      for (const item of value) items.push(await withReferences(schema.items ?? {}, item, making))
      return items
    }
    if (typeof value !== 'object' || value === null) return value
    const filled: Record<string, unknown> = {}
    for (const [key, part] of Object.entries(value)) {
      const property: Schema = follow(schema.properties?.[key] ?? {})
      const isBack = making.includes(property[REFERENCE])
      if (isBack && !schema.required?.includes(key)) continue
      filled[key] = await withReferences(property, part, making)
    }
    return filled
  }

  async function storeReferred(path: string): Promise<string> {
    const storing = store(path)
    if (!storing) throw new Error(`The document has no POST ${path} to refer to.`)
    try {
      const { id } = await storing
      storedIds.set(path, id)
      return id
    } catch (error) {
      // Where there are few values that may be taken, all of them are at last.
      const before = storedIds.get(path)
      if (before === undefined) throw error
      return before
    }
  }

  async function createReferred(post: Operation, making: readonly string[]): Promise<Entity> {
    if (making.length > 10) throw new Error(`${post.name} needs itself: ${making.join(', ')}`)
    const { schema = {}, example } = mediaOf(post) ?? {}
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const value = attempt === 0 && example !== undefined ? example : sample(schema)
      const body = JSON.stringify(await withReferences(schema, value, [...making, post.path]))
      const answer = await send(post, await validCall(post, { body }))
      if (answer.statusCode === 201) return { path: {}, id: String(answer.json().id) }
    }
    throw new Error(`${post.name} takes neither its example nor nine other bodies.`)
  }

  function sample(schema: Schema): unknown {
    return fc.sample(valuesOf(schema), { seed: seed++, numRuns: 1 })[0]
  }

  /** Whether the document allows a call, as far as its schemas tell. */
  function isAllowed(to: Operation, call: Call): boolean {
    const media = mediaOf(to)
    if (media?.schema && !strict(media.schema, parsed(call.body))) return false
    const query = new URLSearchParams(call.query)
    const known = to.parameters.filter((it) => it.in === 'query')
    if ([...query.keys()].some((key) => !known.some(({ name }) => name === key))) return false
    return to.parameters.every(({ name, in: place, schema, required }) => {
      if (place === 'path') return asText(schema, decoded(call.path[name] ?? ''))
      if (place !== 'query') return true
      return query.has(name) ? asText(schema, query.get(name)) : !required
    })
  }

  return {
    ...description,
    inject: (request: InjectOptions) => api.inject(request),
    send,
    validCall,
    otherCall,
    create,
    isAllowed,
    valuesOf,
    sample,
    tell,
  }
}

/** Who may ask for what needs these, and has just logged in. A document does not tell roles from scopes. */
export function callerOf(needs: readonly string[], who: Principal = someone): Principal {
  return { ...who, roles: needs, scopes: needs, authenticatedAt: new Date() }
}

/** What whoever sees and sets all of it has. */
export function needsOf({ roles = [], fieldRoles }: Operation): string[] {
  return [...new Set([...roles, ...fieldRoles])]
}

/** The path below which something is made, that a schema says an id of leads to. */
export function referencesIn(given: Schema, follow: (schema: Schema) => Schema): string[] {
  const schema = follow(given)
  const inner: Schema[] = [...Object.values<Schema>(schema.properties ?? {}), schema.items ?? {}]
  const own = typeof schema[REFERENCE] === 'string' ? [schema[REFERENCE]] : []
  return [
    ...own,
    ...inner.flatMap((it) => (Object.keys(it).length > 0 ? referencesIn(it, follow) : [])),
  ]
}

export type Walk = ReturnType<typeof createWalk>

export function mediaOf({ body }: Operation): MediaType | undefined {
  return Object.values(body ?? {})[0]
}

function preparedBody(prepared: Prepared | undefined): string | undefined {
  return prepared?.body && JSON.stringify(prepared.body)
}

/** A value as it stands in an address. */
export function encodeText(value: unknown): string {
  return encodeURIComponent(typeof value === 'object' ? JSON.stringify(value) : String(value))
}

/** A call and its answer, so that it can be done again by hand. */
function tell(to: Operation, call: Call, answer: LightMyRequestResponse): string {
  const path = to.path.replace(/\{([^}]+)\}/g, (_, name) => call.path[name] ?? '')
  const url = call.query ? `${path}?${call.query}` : path
  return [
    `${to.method} ${shortened(url)}`,
    ...Object.entries(call.headers).map(([name, value]) => `${name}: ${shortened(value)}`),
    ...(call.body === undefined ? [] : [shortened(call.body)]),
    `is answered with ${answer.statusCode} ${shortened(answer.body)}`,
  ].join('\n')
}

function shortened(text: string): string {
  return text.length > 600 ? `${text.slice(0, 600)}… (${text.length} characters)` : text
}

function missing(post: Operation, given: Call['path']) {
  return post.parameters.filter(({ name }) => !(name in given))
}

/** A body that does not parse is no value of any schema. A byte order mark may be passed over. */
function parsed(body: string | undefined): unknown {
  try {
    return JSON.parse((body ?? '').replace(/^\ufeff/, ''))
  } catch {
    return Symbol.for('not JSON')
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return '\u0000'
  }
}

/** The schema, but with nothing in any of its objects that it does not list. */
function closed(given: Schema, follow: (schema: Schema) => Schema, depth = 0): Schema {
  const schema = depth < 20 ? follow(given) : {}
  const inner = (it: Schema) => closed(it, follow, depth + 1)
  const { properties, items, anyOf, oneOf } = schema
  const isOpen = properties && !('additionalProperties' in schema)
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties as Schema).map(([key, it]) => [key, inner(it)]),
      ),
    }),
    ...(items && { items: inner(items) }),
    ...(anyOf && { anyOf: anyOf.map(inner) }),
    ...(oneOf && { oneOf: oneOf.map(inner) }),
    ...(isOpen && { unevaluatedProperties: false }),
  }
}

function createValidator(components: Schema, options: object) {
  const ajv = new Ajv2020({ strict: false, allErrors: false, ...options })
  addFormats.default(ajv)
  addNumberFormats(ajv)
  // Alike in two places is compiled once, and the same is not printed again to be found.
  const compiled = new Map<string, ValidateFunction>()
  const found = new WeakMap<Schema, ValidateFunction>()

  function validatorOf(schema: Schema): ValidateFunction {
    const known = found.get(schema)
    if (known) return known
    const key = JSON.stringify(schema)
    const validate = compiled.get(key) ?? ajv.compile({ ...schema, components })
    compiled.set(key, validate)
    found.set(schema, validate)
    return validate
  }

  // Wrapped, since a value that is read from text is replaced by what it stands for.
  const isValid = (schema: Schema, value: unknown) => Boolean(validatorOf(schema)(value))
  return Object.assign(isValid, {
    errorsOf(schema: Schema, value: unknown): string | undefined {
      const validate = validatorOf(schema)
      return validate(value) ? undefined : ajv.errorsText(validate.errors)
    },
  })
}
