import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import type { DatabaseHandle } from '../database/connection.ts'
import type { Logger } from '../observability/logger.ts'
import type { Clock } from '../shared/clock.ts'
import { ForbiddenError, UnauthenticatedError } from '../shared/errors.ts'
import type { NewId } from '../shared/id.ts'
import type { Principal } from '../shared/principal.ts'
import type { Access } from './access.ts'

/**
 * Tells who makes a request; `undefined` where it does not say. A token that is wrong or expired is
 * told by an `UnauthenticatedError`.
 */
export type Identify = (request: FastifyRequest) => Promise<Principal | undefined>

/** How the project tells who calls, and what belongs to that: what `src/identify.ts` makes. */
export interface Identity {
  readonly identify: Identify
  /** Other ways to tell, by the name that a route says: `config: { access, guard: 'partners' }`. */
  readonly guards?: Readonly<Record<string, Identify>>
  /** Routes of its own, on the public listener. */
  readonly routes?: FastifyPluginAsyncTypebox
  /** How the documentation groups them. */
  readonly tags?: readonly { readonly name: string; readonly description: string }[]
  /** Whether a browser says by a cookie who calls, also for pages of the origins that CORS names. */
  readonly credentials?: boolean
  /** Told of somebody who is known and asked for what is not for them, before they are refused. */
  denied?(request: FastifyRequest): void
  /** Ends what it has begun. */
  close?(): Promise<void>
}

/** What the composition root hands to `createIdentity`. */
export interface IdentityDependencies {
  readonly config: Config
  readonly logger: Logger
  readonly database: DatabaseHandle
  readonly clock: Clock
  readonly newId: NewId
}

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
  const { roles = [], scopes = [] } = access
  const missing = [
    ...lacking('role', roles, principal.roles),
    ...lacking('scope', scopes, principal.scopes),
  ]
  if (missing.length > 0) {
    throw new ForbiddenError('forbidden', `The caller lacks the ${missing.join(' and the ')}.`)
  }
}

function lacking(kind: string, needed: readonly string[], has: readonly string[] = []): string[] {
  const missing = needed.filter((name) => !has.includes(name))
  return missing.length > 0 ? [`${kind} ${missing.join(', ')}`] : []
}

/** In the letters that the database answers with. */
function uuidOf({ id }: Principal): string {
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)) return id.toLowerCase()
  throw new Error('the id of a principal is no UUID: let `identify` derive one from it')
}
