import type { JSONWebKeySet } from 'jose'
import { v5 } from 'uuid'
import { authorize, type Identify } from '../http/identity.ts'
import type { SecurityEvents } from '../observability/security-events.ts'
import type { Clock } from '../shared/clock.ts'
import type { Principal } from '../shared/principal.ts'
import { identifyByToken, type ToPrincipal } from './identify-by-token.ts'
import { createGivenKeys, createRemoteKeys } from './remote-keys.ts'
import { type Algorithm, type Claims, createVerifier, type Verify } from './verifier.ts'

/** Somebody else whose tokens are taken. Nothing of it is secret. */
export interface TrustedIssuer {
  /** Both are compared letter by letter with what a token says. */
  readonly issuer: string
  readonly audience: string
  readonly algorithm: Algorithm
  /** What a token has to call itself in its header; many providers say `JWT`. */
  readonly type: string
  /** The public keys themselves, or the address under which the issuer shows them. */
  readonly keys: JSONWebKeySet | URL
}

/** A way to tell who calls, for routes that name it: `config: { access, guard: 'partners' }`. */
export interface Guard {
  readonly name: string
  /** Whose tokens it takes: those of this project, or those of somebody else. */
  readonly trusts: 'own' | TrustedIssuer
  /** All of these are needed, whatever a route asks for besides. */
  readonly scopes?: readonly string[]
  readonly roles?: readonly string[]
  /** Who the routes see behind a token of somebody else; `principalFrom` unless it is said. */
  readonly toPrincipal?: ToPrincipal
}

export interface GuardDependencies {
  /** Who is behind a token of this project. */
  readonly own: Identify
  readonly clock: Clock
  readonly events: SecurityEvents
}

/** Makes the guards, by name. */
export function createGuards(
  guards: readonly Guard[],
  dependencies: GuardDependencies,
): Readonly<Record<string, Identify>> {
  return Object.fromEntries(guards.map((guard) => [guard.name, createGuard(guard, dependencies)]))
}

function createGuard(guard: Guard, { own, clock, events }: GuardDependencies): Identify {
  const { trusts, scopes = [], roles = [], toPrincipal = principalFrom } = guard
  const identify =
    trusts === 'own' ? own : identifyByToken(verifierOf(trusts, clock), toPrincipal, events)
  if (scopes.length === 0 && roles.length === 0) return identify
  return async (request) => {
    await authorize(request, { roles, scopes }, identify)
    return request.principal ?? undefined
  }
}

function verifierOf({ algorithm, type, keys, ...trust }: TrustedIssuer, clock: Clock): Verify {
  const findKey = keys instanceof URL ? createRemoteKeys(keys, clock) : createGivenKeys(keys)
  return createVerifier(
    { ...trust, algorithms: [algorithm], types: [type], names: [], findKey },
    clock,
  )
}

/**
 * Who is behind a token of somebody else, as the token says it: the scopes of `scope` (RFC 8693), no
 * roles. The id is made of the issuer and its subject, so that it is a UUID, always the same, and
 * that of nobody else.
 */
export function principalFrom({ iss = '', sub, scope, client_id: clientId }: Claims): Principal {
  return {
    id: v5(sub, v5(iss, v5.URL)),
    roles: [],
    scopes: typeof scope === 'string' ? scope.split(' ').filter(Boolean) : [],
    ...(typeof clientId === 'string' && { clientId }),
  }
}
