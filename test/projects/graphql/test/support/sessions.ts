import type { LightMyRequestResponse } from 'fastify'
import { createAccessTokens } from '../../src/auth/access-tokens.ts'
import { createKeyRing } from '../../src/auth/keys/key-ring.ts'
import { createKey, printKeySet, type SigningKey } from '../../src/auth/keys/key-set.ts'
import { openKeySource } from '../../src/auth/keys/key-source.ts'
import { createSessions, type Sessions, type Tokens } from '../../src/auth/sessions.ts'
import type { DatabaseHandle } from '../../src/database/connection.ts'
import { createSecurityEvents } from '../../src/observability/security-events.ts'
import { type Clock, systemClock } from '../../src/shared/clock.ts'
import { newId } from '../../src/shared/id.ts'
import { createTestApp, type TestApp, type TestAppOptions } from './app.ts'
import type { GoodToken } from './forged-tokens.ts'
import { stoppedClock } from './http.ts'

type Answer = LightMyRequestResponse

/** An application that knows who calls by its own tokens, and what makes them. */
export interface SessionApp extends TestApp {
  readonly sessions: Sessions
  readonly key: SigningKey
  /** Makes an account that may log in; answers its id. */
  signUp(roles?: readonly string[]): Promise<string>
  /** Makes an account and logs in; without passwords, which these tests are not about. */
  logIn(accountId?: string): Promise<Tokens & { readonly accountId: string }>
  /** A token of this application, taken apart. */
  readToken(accessToken: string): GoodToken
  /** The id of its session. */
  sessionOf(accessToken: string): string
  post(path: string, payload?: object, headers?: Readonly<Record<string, string>>): Promise<Answer>
  refresh(refreshToken: string): Promise<Answer>
  sessionsFor(accessToken: string): Promise<Answer>
  /** What somebody gets who asks with this token. */
  statusFor(accessToken: string): Promise<number>
  endSession(id: string, accessToken: string): Promise<Answer>
  /** What was told of who got in, and who did not. */
  securityEvents(): readonly Readonly<Record<string, unknown>>[]
}

export async function createSessionApp(options: TestAppOptions = {}): Promise<SessionApp> {
  const key = createKey(0)
  const env = { AUTH_KEYS: printKeySet([key]), ...options.env }
  const clock = options.clock ?? systemClock
  const app = await createTestApp({ identify: 'own', ...options, clock, env })
  const sessions = await sessionsOf(app, clock)

  async function signUp(roles: readonly string[] = []): Promise<string> {
    const id = newId()
    const now = clock.now()
    const account = { id, email: `${id}@example.com`, password_hash: null, roles: [...roles] }
    const times = { verified_at: now, disabled_at: null, created_at: now, updated_at: now }
    await app.db
      .insertInto('auth_accounts')
      .values({ ...account, ...times })
      .execute()
    return id
  }

  function readToken(accessToken: string): GoodToken {
    const [header, claims] = accessToken
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()))
    return { header, claims, key: key.privateKey }
  }

  const post: SessionApp['post'] = (path, payload, headers = {}) => {
    const body = payload && { payload }
    return app.api.inject({ method: 'POST', url: `/v1/auth/${path}`, headers, ...body })
  }

  const sessionsFor = (accessToken: string) =>
    app.api.inject({ url: '/v1/auth/sessions', headers: withToken(accessToken) })

  return {
    ...app,
    sessions,
    key,
    signUp,
    async logIn(given) {
      const accountId = given ?? (await signUp())
      return { accountId, ...(await sessions.start(accountId, { network: '203.0.113.1' })) }
    },
    readToken,
    sessionOf: (accessToken) => String(readToken(accessToken).claims.sid),
    post,
    refresh: (refreshToken) => post('refresh', { refreshToken }),
    sessionsFor,
    statusFor: async (accessToken) => (await sessionsFor(accessToken)).statusCode,
    endSession(id, accessToken) {
      const url = `/v1/auth/sessions/${id}`
      return app.api.inject({ method: 'DELETE', url, headers: withToken(accessToken) })
    },
    securityEvents: () => app.logs.filter(({ event }) => event !== undefined),
  }
}

/** Sessions as another process makes them that is configured alike. */
export async function sessionsOf(
  { config, database }: Pick<TestApp, 'config'> & { readonly database: DatabaseHandle },
  clock: Clock = systemClock,
): Promise<Sessions> {
  const { auth } = config
  const events = createSecurityEvents({ info: () => {}, warn: () => {} })
  const keys = await createKeyRing({
    source: await openKeySource(auth, clock),
    clock,
    events,
    rereadSeconds: auth.rereadSeconds,
  })
  const accessTokens = createAccessTokens({ config: auth, keys, clock, newId })
  return createSessions({
    db: database.db,
    config: auth,
    accessTokens,
    throttle: unthrottled,
    events,
    clock,
    newId,
  })
}

/** Lets everybody try as often as they like. */
const unthrottled = { attempt: async () => ({ succeeded: async () => {} }) }

/** What a request has in its header that comes from somebody with this token. */
export function withToken(token: string): { readonly authorization: string } {
  return { authorization: `Bearer ${token}` }
}

/** A clock that is told to go on, and begins on some day. */
export function steppedClock() {
  const clock = stoppedClock()
  clock.advance(Date.UTC(2026, 0, 31))
  return clock
}
