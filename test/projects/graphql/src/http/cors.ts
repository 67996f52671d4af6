import type { FastifyReply, FastifyRequest } from 'fastify'

export interface CorsOptions {
  /** The origins whose pages may read answers; none, and no field is sent. */
  readonly origins: readonly string[]
  /** Whether those pages may have the browser add the cookies that it has for this service. */
  readonly credentials: boolean
}

/** What a script may read of an answer besides the few fields that it always may. */
const EXPOSED = [
  'deprecation',
  'etag',
  'idempotency-replayed',
  'link',
  'location',
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'sunset',
  'www-authenticate',
  'x-request-id',
].join(', ')

/** The answer to a browser that asks before it sends a request. Whether there is such a route, its status says. */
const PREFLIGHT = {
  'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers':
    'accept, authorization, content-type, idempotency-key, if-match, if-none-match, traceparent, x-request-id',
  'access-control-max-age': '600',
}

/**
 * Makes the function that tells browsers whose pages may read an answer. It runs in `enter`, as no
 * hook of a plugin does, so that the pages can read refusals too. An origin is compared as it is
 * written, and the answer never depends on any other: there are no patterns to get wrong.
 */
export function createCors({ origins, credentials }: CorsOptions) {
  return ({ method, headers }: FastifyRequest, reply: FastifyReply): void => {
    if (origins.length === 0) return
    // Also for whoever gets none of it, or a cache would give them what was for somebody else.
    reply.header('vary', 'origin')
    const { origin } = headers
    if (origin === undefined || !origins.includes(origin)) return
    reply.header('access-control-allow-origin', origin)
    if (credentials) reply.header('access-control-allow-credentials', 'true')
    const isPreflight = method === 'OPTIONS' && headers['access-control-request-method']
    if (isPreflight) reply.headers(PREFLIGHT)
    else reply.header('access-control-expose-headers', EXPOSED)
  }
}
