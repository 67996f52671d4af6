import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { IdentityDependencies } from '../../http/identity.ts'
import type { SecurityEvents } from '../../observability/security-events.ts'
import type { Sessions } from '../sessions.ts'
import type { Throttle } from '../throttle.ts'
import { oidcRoutes } from './controller.ts'
import { createLinking } from './linking.ts'
import { createLoggingIn } from './logging-in.ts'
import { createLogins } from './logins.ts'
import { createProvider } from './provider.ts'

export interface OidcNeeds {
  readonly sessions: Sessions
  readonly throttle: Throttle
  readonly events: SecurityEvents
}

/** As much as the throttle gives a network for each attempt of an account. */
const OPEN_PER_ATTEMPT = 5

/** Logging in with providers, put together. */
export function createOidc(
  { config, database, clock, newId }: IdentityDependencies,
  { sessions, throttle, events }: OidcNeeds,
): FastifyPluginAsyncTypebox {
  const { auth, accounts, oidc } = config
  const { db } = database
  const base = auth.issuer.replace(/\/$/, '')
  const providers = oidc.providers.map((provider) => {
    const redirectUri = `${base}/v1/auth/oidc/${provider.name}/callback`
    return createProvider(provider, { clock, events, redirectUri })
  })
  const loggingIn = createLoggingIn({
    providers,
    logins: createLogins(db, clock),
    linking: createLinking({ db, clock, newId, sessions, events }),
    throttle,
    events,
    maxOpen: accounts.throttle.max * OPEN_PER_ATTEMPT,
  })
  return oidcRoutes({ loggingIn, config: auth, pages: accounts.appUrl ?? auth.issuer })
}
