import { recordDenied } from './auth/denied.ts'
import { createGuards } from './auth/guard.ts'
import { guards } from './auth/guards/index.ts'
import { identifyByToken } from './auth/identify-by-token.ts'
import { meRoutes } from './auth/me.controller.ts'
import { createToPrincipal } from './auth/principal.ts'
import { trustIn } from './auth/provider.ts'
import { createVerifier } from './auth/verifier.ts'
import type { Identify, Identity, IdentityDependencies } from './http/identity.ts'
import { createSecurityEvents, type SecurityEvents } from './observability/security-events.ts'

/** Tells who makes a request: whoever has an access token of the identity provider for this service. */
export async function createIdentity(dependencies: IdentityDependencies): Promise<Identity> {
  const { clock, logger } = dependencies
  const events = createSecurityEvents(logger)
  const identify = identifyWith(dependencies, events)
  return {
    identify,
    guards: createGuards(guards, { own: identify, clock, events }),
    denied: recordDenied(events),
    tags: [{ name: 'Callers', description: 'Who is behind a token.' }],
    routes: meRoutes,
  }
}

function identifyWith(
  { config, clock, logger }: IdentityDependencies,
  events: SecurityEvents,
): Identify {
  const { auth } = config
  const { issuer } = auth
  if (issuer === undefined) {
    logger.warn('AUTH_ISSUER is not set: nobody is known')
    return async () => undefined
  }
  const verify = createVerifier(trustIn({ ...auth, issuer }, clock), clock)
  return identifyByToken(verify, createToPrincipal(auth), events)
}
