import type { FastifyRequest } from 'fastify'
import { ForbiddenError, UnauthenticatedError } from '../shared/errors.ts'
import type { Principal } from '../shared/principal.ts'
import type { Access } from './access.ts'

/**
 * Tells who makes a request; `undefined` where it does not say. A token that is wrong or expired is
 * told by an `UnauthenticatedError`.
 */
export type Identify = (request: FastifyRequest) => Promise<Principal | undefined>

/** As much of a request as says who makes it. */
export type Caller = Pick<FastifyRequest, 'principal'>

/** A service over what the caller owns. */
export type ForCaller<Service> = (request: Caller) => Service

declare module 'fastify' {
  interface FastifyRequest {
    /** Null on routes that are for everyone. */
    principal: Principal | null
  }
}

/** Who makes a request that only somebody known can make. */
export function principalOf(request: Caller): Principal {
  if (request.principal) return request.principal
  throw new Error('the route is for everyone, so nobody was asked who makes the request')
}

/**
 * Lets a request pass to a route that is for whoever makes it.
 *
 * @throws UnauthenticatedError where that is unknown
 * @throws ForbiddenError where a role is missing
 */
export async function authorize(
  request: FastifyRequest,
  access: Access,
  identify: Identify,
): Promise<void> {
  if (access === 'public' || access === 'management') return
  const principal = await identify(request)
  if (!principal) {
    throw new UnauthenticatedError('unauthenticated', 'The request does not say who makes it.')
  }
  request.principal = { ...principal, id: uuidOf(principal) }
  if (access === 'authenticated') return
  const missing = access.roles.filter((role) => !principal.roles.includes(role))
  if (missing.length > 0) {
    throw new ForbiddenError('forbidden', `The caller lacks the role ${missing.join(', ')}.`)
  }
}

/** In the letters that the database answers with. */
function uuidOf({ id }: Principal): string {
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)) return id.toLowerCase()
  throw new Error('the id of a principal is no UUID: let `identify` derive one from it')
}
