import type { FastifyRequest } from 'fastify'
import { TokenRefusal } from './refusal.ts'

/**
 * The token of a request (RFC 6750, 2.1): from `Authorization` alone, since addresses are logged and
 * forms are sent from other sites. Undefined where the request does not say who makes it.
 *
 * @throws TokenRefusal where it says so in a way that cannot be read
 */
export function bearerTokenOf({
  headers: { authorization },
  raw: { rawHeaders },
}: Pick<FastifyRequest, 'headers' | 'raw'>): string | undefined {
  if (authorization === undefined || !/^bearer(\s|$)/i.test(authorization)) return undefined
  const [, token] = /^bearer +([^ ]+)$/i.exec(authorization) ?? []
  // Node keeps the first of several; a proxy may have looked at the last.
  if (token === undefined || countOf(rawHeaders) > 1) throw new TokenRefusal('form')
  return token
}

/** How often the field is there, in a list of names and values. */
function countOf(rawHeaders: readonly string[]): number {
  return rawHeaders.filter((name, at) => at % 2 === 0 && /^authorization$/i.test(name)).length
}
