import type { FastifyRequest } from 'fastify'
import type { Identify } from '../http/identity.ts'
import { networkOf } from '../http/rate-limit.ts'
import type { SecurityEvents } from '../observability/security-events.ts'
import type { Principal } from '../shared/principal.ts'
import { bearerTokenOf } from './bearer.ts'
import { TokenRefusal } from './refusal.ts'
import type { Claims, Verify } from './verifier.ts'

/** What a token means here; undefined where nobody is behind it any more. */
export type ToPrincipal = (claims: Claims) => Principal | undefined | Promise<Principal | undefined>

/**
 * Makes what tells who calls by the token of a request.
 *
 * @param toPrincipal what it may mean: the first that knows it says
 */
export function identifyByToken(
  verify: Verify,
  toPrincipal: ToPrincipal | readonly ToPrincipal[],
  events: SecurityEvents,
): Identify {
  const behind = [toPrincipal].flat()

  async function principalBehind(request: FastifyRequest): Promise<Principal | undefined> {
    const token = bearerTokenOf(request)
    if (token === undefined) return undefined
    const claims = await verify(token)
    for (const one of behind) {
      const principal = await one(claims)
      if (principal) return principal
    }
    throw new TokenRefusal('session')
  }

  return async (request) => {
    try {
      return await principalBehind(request)
    } catch (error) {
      // That a token has expired happens to everybody, every ten minutes.
      if (error instanceof TokenRefusal && error.reason !== 'expired') {
        const { reason } = error
        const from = { network: networkOf(request.ip), requestId: request.id }
        events.record('auth.token.refused', { reason, ...from })
      }
      throw error
    }
  }
}
