import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { Principal } from '../shared/principal.ts'
import { HttpError, type RequestFault } from './http-error.ts'
import { principalOf } from './identity.ts'
import type { FieldRules } from './policy.ts'

// Fields that are for some only. A policy says who reads and who sets them, the schemas of a slice take
// it over, and what is done about it here follows from the schemas: so an answer that shows such a
// field within another one, in a list or in a later version, is looked through as well.

/** The keys by which a schema says of a value, or of the keys of an order, which roles they need. */
export const READ_ROLES = 'x-read-roles'
export const WRITE_ROLES = 'x-write-roles'
export const SORT_ROLES = 'x-sort-roles'

type Schema = Readonly<Record<string, unknown>>
type Roles = readonly string[]

/** What a route says of itself. */
interface Declared {
  readonly config?: RouteOptions['config'] | undefined
  readonly schema?: RouteOptions['schema'] | undefined
}

/** Which fields of a value need roles, and what is to be looked into for more of them. */
export interface Restrictions {
  readonly fields: Readonly<Record<string, Roles>>
  readonly within: Readonly<Record<string, Restrictions>>
  readonly items?: Restrictions
}

/** What only some may find by: the parameters of a query, and the fields of its order. */
export interface QueryRestrictions {
  readonly parameters: Readonly<Record<string, Roles>>
  readonly sort: Readonly<Record<string, Roles>>
}

/** What has rules, for who may do something with it: `restrictionsOf(policy.fields, 'read')`. */
export function restrictionsOf(rules: FieldRules, way: 'read' | 'write'): Restrictions {
  const ruled = Object.entries(rules).flatMap(([name, rule]) => {
    const roles = rule[way]?.roles
    return roles ? [[name, roles]] : []
  })
  return { fields: Object.fromEntries(ruled), within: {} }
}

/** The value without what this caller may not see. What is given stays as it is. */
export function visibleTo(caller: Principal, value: unknown, to: Restrictions): unknown {
  if (Array.isArray(value)) {
    const { items } = to
    return items ? value.map((item) => visibleTo(caller, item, items)) : value
  }
  if (typeof value !== 'object' || value === null) return value
  const shown = Object.entries(value).flatMap(([name, part]) => {
    if (!hasAll(caller, own(to.fields, name))) return []
    const inner = own(to.within, name)
    return [[name, inner ? visibleTo(caller, part, inner) : part]]
  })
  return Object.fromEntries(shown)
}

/**
 * Looks at what was sent, before anything is done with it. Null is a value, too.
 *
 * @throws HttpError 403 naming every field that this caller may not set
 */
export function refuseUnwritable(caller: Principal, body: unknown, to: Restrictions): void {
  const pointers = unwritable(caller, body, to, '')
  if (pointers.length === 0) return
  throw forbidden(
    'The caller may not set every field that was sent.',
    pointers.map((pointer) => ({ pointer, ...fault('set') })),
  )
}

/**
 * Looks at what a list is narrowed and ordered by: what is found by a value tells the value.
 *
 * @throws HttpError 403 naming every parameter that is about a field this caller may not see
 */
export function refuseUnseen(
  caller: Principal,
  query: Readonly<Record<string, unknown>>,
  to: QueryRestrictions,
): void {
  const unseen = Object.keys(query).filter((name) => !hasAll(caller, own(to.parameters, name)))
  const keys = [query.sort].flat().flatMap((sort) => String(sort ?? '').split(','))
  const isUnseen = (key: string) => !hasAll(caller, own(to.sort, key.replace(/^-/, '')))
  const parameters = [...unseen, ...(keys.some(isUnseen) ? ['sort'] : [])]
  if (parameters.length === 0) return
  throw forbidden(
    'The caller may not find or order by every field that was named.',
    parameters.map((parameter) => ({ parameter, ...fault('seen') })),
  )
}

/** Does both for every route whose schemas have such fields; to the others it adds nothing. */
export function addFieldRules(
  app: FastifyInstance,
  denied: ((request: FastifyRequest) => void) | undefined,
): void {
  // The HEAD of a route is made from its GET, with the hooks that are there already.
  const added = new WeakSet<object>()
  const isAdded = (hooks: unknown) => [hooks].flat().some((it) => added.has(it as object))
  app.addHook('onRoute', (route) => {
    if (isAdded(route.preValidation) || isAdded(route.preSerialization)) return
    const { body, query, answers } = restrictionsOfRoute({ schema: route.schema })

    const refuse = async (request: FastifyRequest) => {
      const caller = principalOf(request)
      try {
        if (body) refuseUnwritable(caller, request.body, body)
        if (query) refuseUnseen(caller, request.query as Schema, query)
      } catch (error) {
        denied?.(request)
        throw error
      }
    }
    const show = async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
      const restrictions = restrictionsFor(answers, String(reply.statusCode))
      return restrictions ? visibleTo(principalOf(request), payload, restrictions) : payload
    }
    added.add(refuse).add(show)
    // Before validation, which tells what is wrong with a value, and after it is known who calls.
    if (body || query) route.preValidation = [...[route.preValidation ?? []].flat(), refuse]
    if (answers.size > 0) route.preSerialization = [...[route.preSerialization ?? []].flat(), show]
  })
}

/** A schema of an answer is said for a status, for all of a class, or for the rest. */
function restrictionsFor(answers: RouteRestrictions['answers'], status: string) {
  return answers.get(status) ?? answers.get(`${status[0]}xx`) ?? answers.get('default')
}

/** Whether a caller whom the route lets in may be refused for a field. */
export function mayRefuseFields(route: Declared): boolean {
  const { body, query } = restrictionsOfRoute(route)
  return body !== undefined || query !== undefined
}

/** What is wrong with how a route declares such fields, or `undefined`. */
export function problemOfFields(route: Declared): string | undefined {
  const { body, query, answers } = restrictionsOfRoute(route)
  const { access, fields = {} } = route.config ?? {}
  const isOpen = access === 'public' || access === 'management'
  if (isOpen && (body || query || answers.size > 0 || Object.keys(fields).length > 0)) {
    return 'asks nobody who calls, and has fields that are for some'
  }
  const schemas = [
    ...contentsOf(route.schema?.body),
    ...schemasOfAnswers(route).map(([, it]) => it),
  ]
  if (Object.keys(fields).length > 0 && schemas.some(refers)) {
    return 'has fields that are for some, and a `$ref` that is not followed: write out what it leads to'
  }
  const required = schemasOfAnswers(route).flatMap(([, schema]) => requiredIn(schema))[0]
  if (required) return `always answers with ${required}, which is for some: make it optional`
  return problemOfPolicy(fields, route)
}

/** What a policy says of a field has to be in each schema that has the field. */
function problemOfPolicy(fields: FieldRules, { schema }: Declared) {
  const bodies = contentsOf(schema?.body).map(itemOf)
  const answers = schemasOfAnswers({ schema }).map(([, answer]) => itemOf(answer))
  const query = propertiesOf((schema?.querystring ?? {}) as Schema)
  const sort = (query.sort?.[SORT_ROLES] ?? {}) as Schema
  for (const [name, { read, write }] of Object.entries(fields)) {
    const places = [
      [read?.roles, answers, READ_ROLES, 'answers with'],
      [write?.roles, bodies, WRITE_ROLES, 'takes'],
    ] as const
    for (const [roles, schemas, key, does] of places) {
      if (!roles) continue
      const listed = schemas.map(propertiesOf).filter((it) => Object.keys(it).length > 0)
      if (listed.some((it) => !it[name])) return `has a rule for ${name}, which its schema lacks`
      if (listed.some((it) => !isSame(it[name]?.[key], roles))) {
        return `${does} ${name} and does not say in its schema for whom, as its policy does`
      }
    }
    const about = Object.entries(query).filter(([it]) => it === name || it.startsWith(`${name}[`))
    const isFound = about.some(([, it]) => !isSame(it[READ_ROLES], read?.roles))
    const isSorted = sortsBy(query.sort, name) && !isSame(sort[name], read?.roles)
    if (read && (isFound || isSorted)) return `finds by ${name} and does not say for whom`
  }
  return undefined
}

export interface RouteRestrictions {
  readonly body: Restrictions | undefined
  readonly query: QueryRestrictions | undefined
  /** By status. */
  readonly answers: ReadonlyMap<string, Restrictions>
}

/** Which fields of its body, its query and its answers need roles, as its schemas say. */
export function restrictionsOfRoute({ schema }: Declared): RouteRestrictions {
  const bodies = contentsOf(schema?.body).map((it) => restrictionsIn(it, WRITE_ROLES))
  const answers = schemasOfAnswers({ schema }).flatMap(([status, it]) => {
    const restrictions = restrictionsIn(it, READ_ROLES)
    return restrictions ? [[status, restrictions] as const] : []
  })
  return {
    body: bodies.find((it) => it !== undefined),
    query: queryRestrictions((schema?.querystring ?? {}) as Schema),
    answers: new Map(answers),
  }
}

function queryRestrictions(schema: Schema): QueryRestrictions | undefined {
  const properties = propertiesOf(schema)
  const { fields: parameters = {} } = restrictionsIn(schema, READ_ROLES) ?? {}
  const sort = (properties.sort?.[SORT_ROLES] ?? {}) as QueryRestrictions['sort']
  const isEmpty = Object.keys(parameters).length + Object.keys(sort).length === 0
  return isEmpty ? undefined : { parameters, sort }
}

/** What a schema says of its fields by a key; `undefined` where that is nothing. */
function restrictionsIn(schema: Schema, key: string): Restrictions | undefined {
  const fields: Record<string, Roles> = {}
  const within: Record<string, Restrictions> = {}
  let items: Restrictions | undefined
  for (const variant of variantsOf(schema)) {
    for (const [name, property] of Object.entries(propertiesOf(variant))) {
      if (property[key]) fields[name] = property[key] as Roles
      const inner = restrictionsIn(property, key)
      if (inner) within[name] = inner
    }
    if (variant.items) items = restrictionsIn(variant.items as Schema, key) ?? items
  }
  if (!items && Object.keys({ ...fields, ...within }).length === 0) return undefined
  return { fields, within, ...(items && { items }) }
}

/** The fields that are for some and are in every value of the schema. */
function requiredIn(schema: Schema): string[] {
  return variantsOf(schema).flatMap((variant) => {
    const required = (variant.required ?? []) as readonly string[]
    const inner = Object.entries(propertiesOf(variant)).flatMap(([name, property]) => [
      ...(property[READ_ROLES] && required.includes(name) ? [name] : []),
      ...requiredIn(property),
    ])
    return variant.items ? [...inner, ...requiredIn(variant.items as Schema)] : inner
  })
}

/** Whether something in the schema stands elsewhere. */
function refers(schema: Schema): boolean {
  return variantsOf(schema).some((variant) => {
    const inner = [...Object.values(propertiesOf(variant)), (variant.items ?? {}) as Schema]
    return '$ref' in variant || inner.some((it) => Object.keys(it).length > 0 && refers(it))
  })
}

/** The schema, and those that it is made of. */
function variantsOf(schema: Schema): Schema[] {
  const { anyOf = [], oneOf = [], allOf = [] } = schema as Readonly<Record<string, Schema[]>>
  return [schema, ...[anyOf, oneOf, allOf].flat().flatMap(variantsOf)]
}

function propertiesOf(schema: Schema): Readonly<Record<string, Schema>> {
  return (schema.properties ?? {}) as Readonly<Record<string, Schema>>
}

/** What a list or a bulk has several of, which stand under `data`. */
function itemOf(schema: Schema): Schema {
  return (propertiesOf(schema).data?.items ?? schema) as Schema
}

/** The schema of a body or an answer, or those of its media types. */
function contentsOf(schema: unknown): Schema[] {
  if (typeof schema !== 'object' || schema === null) return []
  if (!('content' in schema)) return [schema as Schema]
  const contents = Object.values(schema.content as Record<string, { schema?: Schema }>)
  return contents.map((it) => it.schema ?? {})
}

function schemasOfAnswers({ schema }: Declared): [string, Schema][] {
  const answers = Object.entries((schema?.response ?? {}) as Record<string, unknown>)
  return answers.flatMap(([status, answer]) =>
    contentsOf(answer).map((it): [string, Schema] => [status.toLowerCase(), it]),
  )
}

/** Whether the pattern of an order has the field. */
function sortsBy(sort: Schema | undefined, name: string): boolean {
  return new RegExp(`[(|]${name}[|)]`).test(String(sort?.pattern ?? ''))
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function unwritable(caller: Principal, value: unknown, to: Restrictions, at: string): string[] {
  if (Array.isArray(value)) {
    const { items } = to
    return items
      ? value.flatMap((item, index) => unwritable(caller, item, items, `${at}/${index}`))
      : []
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => {
    if (!hasAll(caller, own(to.fields, name))) return [`${at}/${name}`]
    const inner = own(to.within, name)
    return inner ? unwritable(caller, part, inner, `${at}/${name}`) : []
  })
}

function hasAll(caller: Principal, roles: Roles = []): boolean {
  return roles.every((role) => caller.roles.includes(role))
}

/** Names come from the caller, too, and none of them is one that objects inherit. */
function own<T>(values: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}

function fault(done: 'set' | 'seen') {
  return { code: 'forbidden', message: `is ${done} by others only` }
}

function forbidden(detail: string, errors: readonly RequestFault[]): HttpError {
  return new HttpError('forbidden', detail, { errors })
}
