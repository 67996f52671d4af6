import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { IdentityDependencies } from '../http/identity.ts'
import type { SecurityEvents } from '../observability/security-events.ts'
import { clientRoutes, clientTag } from './clients/client.controller.ts'
import { createClientTokens } from './clients/client-tokens.ts'
import { type Clients, createClients } from './clients/clients.ts'
import type { KeyRing } from './keys/key-ring.ts'
import { createOidc } from './oidc/oidc.ts'
import type { Sessions } from './sessions.ts'
import type { Throttle } from './throttle.ts'

export interface OAuthNeeds {
  readonly keys: KeyRing
  readonly sessions: Sessions
  readonly throttle: Throttle
  readonly events: SecurityEvents
}

export interface OAuth {
  /** Which client is behind a token. */
  readonly authenticate: Clients['authenticate']
  readonly tags: readonly (typeof clientTag)[]
  readonly routes: FastifyPluginAsyncTypebox
}

/** The other ways to a token: a provider that people log in with, and a secret that programs have. */
export function createOAuth(dependencies: IdentityDependencies, needs: OAuthNeeds): OAuth {
  const { config, database, clock, newId } = dependencies
  const { keys, throttle, events } = needs
  const clients = createClients({ db: database.db, clock, newId })
  const issue = createClientTokens({ config: config.auth, keys, clock, newId })
  return {
    authenticate: clients.authenticate,
    tags: [clientTag],
    routes: async (app) => {
      await app.register(createOidc(dependencies, needs))
      await app.register(clientRoutes({ clients, issue, throttle, events }))
    },
  }
}
