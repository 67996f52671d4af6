import { createAccessTokens } from './auth/access-tokens.ts'
import { createAccounts } from './auth/accounts.ts'
import { recordDenied } from './auth/denied.ts'
import { createGuards } from './auth/guard.ts'
import { guards } from './auth/guards/index.ts'
import { identifyByToken } from './auth/identify-by-token.ts'
import { createKeyRing } from './auth/keys/key-ring.ts'
import { openKeySource } from './auth/keys/key-source.ts'
import { refuseForeignPages } from './auth/refresh-cookie.ts'
import { sessionRoutes } from './auth/session.controller.ts'
import { createSessions } from './auth/sessions.ts'
import { createThrottle } from './auth/throttle.ts'
import type { Identity, IdentityDependencies } from './http/identity.ts'
import { createSecurityEvents } from './observability/security-events.ts'

/**
 * Tells who makes a request: whoever has an access token of this project, whose session goes on.
 * The routes by which somebody gets one are made here too.
 */
export async function createIdentity(dependencies: IdentityDependencies): Promise<Identity> {
  const { config, logger, database, clock, newId } = dependencies
  const { auth } = config
  const events = createSecurityEvents(logger)
  const source = await openKeySource(auth, clock)
  const { rereadSeconds } = auth
  const keys = await createKeyRing({ source, clock, events, rereadSeconds })
  const accessTokens = createAccessTokens({ config: auth, keys, clock, newId })
  const { db } = database
  const throttle = createThrottle({
    db,
    clock,
    ...config.accounts.throttle,
    onBlock: ({ attempt, by }) =>
      events.record('auth.login.throttled', { reason: `${attempt} ${by}` }),
  })
  const sessions = createSessions({
    db,
    config: auth,
    accessTokens,
    throttle,
    events,
    clock,
    newId,
  })
  const accounts = await createAccounts(dependencies, { sessions, throttle, events })
  const behind = [
    // One line for each kind of caller that a token may be of.
    sessions.authenticate,
  ]
  const identify = identifyByToken(accessTokens.verify, behind, events)

  return {
    identify,
    guards: createGuards(guards, { own: identify, clock, events }),
    denied: recordDenied(events),
    credentials: auth.cookie,
    tags: [
      ...accounts.tags,
      { name: 'Sessions', description: 'Tokens, and what began with a login.' },
    ],
    routes: async (app) => {
      if (auth.cookie) refuseForeignPages(app, auth)
      await app.register(accounts.routes)
      await app.register(sessionRoutes({ sessions, keys, config: auth, identify }))
    },
    async close() {
      await accounts.close()
      await keys.close()
    },
  }
}
