import type { FastifyInstance, RouteOptions } from 'fastify'
import type { ProblemKind } from './error-handler.ts'
import { problemOfFields } from './field-rules.ts'
import type { FieldRules } from './policy.ts'

/** The listeners that there are. A public one in production does not take management routes. */
export type Listener = 'public' | 'management'

/** Who has all of the roles, and was allowed all of the scopes. */
export interface Needs {
  readonly roles?: readonly string[]
  readonly scopes?: readonly string[]
}

/**
 * Who a route is for: everyone, those who run the service, whoever is known, or who has what is
 * needed. A new kind of access joins this list, and gets its guard in `identity.ts`.
 */
export type Access = Listener | 'authenticated' | Needs

/** What a route says of whom it is for. */
export interface Admission {
  /** Has to be said for every route, or the server does not start. */
  readonly access: Access
  /** What somebody else made is not there: the statements have its owner in them. */
  readonly owned?: true
  /** Who tells who calls, by its name in `Identity`; absent for that of the whole project. */
  readonly guard?: string
  /** Which fields are for some only, as its policy says: its schemas have to say the same. */
  readonly fields?: FieldRules
}

declare module 'fastify' {
  interface FastifyContextConfig extends Admission {
    /** What the route answers with when it succeeds, if not JSON; `any` leaves `Accept` to the route. */
    produces?: string
    /** The route is about one resource with a version: its answers have a tag, its changes may name one. */
    versioned?: true
    /** The route does its work once for each `Idempotency-Key`, in `idempotency.ts`. */
    idempotent?: true
    /** The body has several items under `data`, as in `bulk.ts`. */
    bulk?: true
    /** `false` for routes that must answer however often they are asked, and however busy it is. */
    rateLimit?: false
    /** How it may fail besides what its path, method and access say already, for the document. */
    problems?: readonly ProblemKind[]
  }
}

/**
 * Refuses to start with a route that does not say who it is for, or is not for this listener, or
 * has a guard that is not there, or would let unknown input through, or shows a field to more than its
 * policy says.
 */
export function addRouteRules(
  app: FastifyInstance,
  allowed: readonly Listener[],
  guards: readonly string[] = [],
): void {
  const routes: RouteOptions[] = []
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, querystring: closedQuery(route.schema?.querystring) }
    routes.push(route)
  })
  // Not in `onRoute`: a plugin of someone else's gets its access from the scope it is registered
  // in, which comes later.
  app.addHook('onReady', async () => {
    const problems = routes.flatMap((route) => {
      const problem = problemOfRoute(route, allowed, guards)
      return problem ? [`${route.method} ${route.url} ${problem}`] : []
    })
    if (problems.length > 0)
      throw new Error(['Routes are declared wrongly:', ...problems].join('\n  '))
  })
}

/** What is wrong with how an operation is declared, or `undefined`. */
export function problemOfRoute(
  route: Pick<RouteOptions, 'config' | 'schema'>,
  allowed: readonly Listener[],
  guards: readonly string[],
): string | undefined {
  const { config, schema } = route
  if (!config?.access) return "does not say who it is for: add config: { access: 'public' }"
  const { access, guard, owned } = config
  if (access === 'management' && !allowed.includes(access)) {
    return 'is for management, which this listener is not'
  }
  if (!isAccess(access)) return `is for ${JSON.stringify(access)}, which nobody knows`
  if (guard !== undefined && access === 'public') return 'has a guard, and is for everyone'
  if (owned && access === 'public') return 'is about what has an owner, and is for everyone'
  if (guard !== undefined && !guards.includes(guard)) {
    return `has the guard ${JSON.stringify(guard)}, which is not there`
  }
  if (isOpen(schema?.body)) return 'takes unknown keys: add additionalProperties: false to its body'
  return problemOfFields({ config, schema })
}

/** What a route says of itself is only checked as a type where it is written as one. */
function isAccess(access: Access): boolean {
  if (typeof access === 'string') return ['public', 'management', 'authenticated'].includes(access)
  const { roles, scopes, ...others } = access
  const lists = [roles, scopes].filter((it) => it !== undefined)
  return lists.length > 0 && Object.keys(others).length === 0 && lists.every(isListOfNames)
}

function isListOfNames(names: unknown): boolean {
  return Array.isArray(names) && names.length > 0 && names.every((it) => typeof it === 'string')
}

/** A parameter that nobody reads is a mistake of the caller, so every query is closed. */
function closedQuery(query: unknown = {}): object {
  return { type: 'object', properties: {}, ...(query as object), additionalProperties: false }
}

function isOpen(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false
  if ('content' in body) {
    return Object.values(body.content as Record<string, { schema: unknown }>).some(({ schema }) =>
      isOpen(schema),
    )
  }
  return 'type' in body && body.type === 'object' && !('additionalProperties' in body)
}
