import type { FastifyInstance, RouteOptions } from 'fastify'

/** The listeners that there are. A public one in production does not take management routes. */
export type Listener = 'public' | 'management'

/**
 * Who a route is for: everyone, those who run the service, whoever is known, or who has all of the
 * roles. A new kind of access joins this list, and gets its guard in `identity.ts`.
 */
export type Access = Listener | 'authenticated' | { readonly roles: readonly string[] }

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Has to be said for every route, or the server does not start. */
    access: Access
    /** What the route answers with when it succeeds, if not JSON; `any` leaves `Accept` to the route. */
    produces?: string
    /** The route is about one resource with a version: its answers have a tag, its changes may name one. */
    versioned?: true
    /** The route does its work once for each `Idempotency-Key`, in `idempotency.ts`. */
    idempotent?: true
    /** The body has several items under `data`, as in `bulk.ts`. */
    bulk?: true
    /** `false` for routes that must answer however often they are asked. */
    rateLimit?: false
  }
}

/**
 * Refuses to start with a route that does not say who it is for, or is not for this listener, or
 * would let unknown input through.
 */
export function addRouteRules(app: FastifyInstance, allowed: readonly Listener[]): void {
  const routes: RouteOptions[] = []
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, querystring: closedQuery(route.schema?.querystring) }
    routes.push(route)
  })
  // Not in `onRoute`: a plugin of someone else's gets its access from the scope it is registered
  // in, which comes later.
  app.addHook('onReady', async () => {
    const problems = routes.flatMap((route) => {
      const problem = problemOf(route, allowed)
      return problem ? [`${route.method} ${route.url} ${problem}`] : []
    })
    if (problems.length > 0)
      throw new Error(['Routes are declared wrongly:', ...problems].join('\n  '))
  })
}

function problemOf(
  { config, schema }: RouteOptions,
  allowed: readonly Listener[],
): string | undefined {
  if (!config?.access) return "does not say who it is for: add config: { access: 'public' }"
  const { access } = config
  if (access === 'management' && !allowed.includes(access)) {
    return 'is for management, which this listener is not'
  }
  if (!isAccess(access)) return `is for ${JSON.stringify(access)}, which nobody knows`
  if (isOpen(schema?.body)) return 'takes unknown keys: add additionalProperties: false to its body'
  return undefined
}

/** What a route says of itself is only checked as a type where it is written as one. */
function isAccess(access: Access): boolean {
  if (typeof access === 'string') return ['public', 'management', 'authenticated'].includes(access)
  const { roles } = access
  return Array.isArray(roles) && roles.length > 0 && roles.every((it) => typeof it === 'string')
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
