import type { FastifyRequest } from 'fastify'
import type { Principal } from '../../src/shared/principal.ts'

/** Who calls, and owns things, where a test is not about that. */
export const someone: Principal = { id: '0198c5d8-0000-7000-8000-0000000000a1', roles: [] }

/** Somebody else, who is known too. */
export const someoneElse: Principal = { id: '0198c5d8-0000-7000-8000-0000000000b2', roles: [] }

const HEADER = 'x-test-principal'

/** Says in the header of a request of a test who makes it. */
export function signedIn(principal: Principal): Record<string, string> {
  return { [HEADER]: JSON.stringify(principal) }
}

/** Believes what a test says; where it says nothing, the caller is the one that is given. */
export function identifyIn(caller?: Principal) {
  return async ({ headers }: Pick<FastifyRequest, 'headers'>): Promise<Principal | undefined> => {
    const said = headers[HEADER]
    if (said === undefined) return caller
    const { authenticatedAt, ...principal } = JSON.parse(String(said)) as Principal
    return authenticatedAt
      ? { ...principal, authenticatedAt: new Date(authenticatedAt) }
      : principal
  }
}
