import type { Config } from '../config.ts'

/**
 * The fields of every response, also of those that are written before there is a request. A dozen
 * lines instead of a plugin: an API that serves JSON needs five of the fifteen fields that plugins
 * for web pages set, and a plugin's hooks do not run for what the router or the socket refuses.
 */
export function securityHeaders({ environment }: Pick<Config, 'environment'>) {
  const headers: Record<string, string> = {
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    // Answers are for one caller at one time. A route that may be cached says so itself.
    'cache-control': 'no-store',
  }
  // Production is behind TLS. Elsewhere a browser would refuse plain http://localhost for a year.
  if (environment === 'production') {
    headers['strict-transport-security'] = 'max-age=31536000; includeSubDomains'
  }
  return Object.freeze(headers)
}
