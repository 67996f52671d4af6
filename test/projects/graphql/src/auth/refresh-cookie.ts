import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ForbiddenError } from '../shared/errors.ts'
import type { AuthConfig } from './config.ts'
import { secretInCookie } from './cookie.ts'
import { toTokensResponse } from './session.schemas.ts'
import type { Tokens } from './sessions.ts'

/** Browsers take this name from the host itself alone, over TLS, for all of its paths. */
const NAME = '__Host-refresh'

/** No script reads it, and no other site has it sent. */
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Strict'

/** The refresh token in the cookie of a request. */
export function readRefreshCookie(request: Pick<FastifyRequest, 'headers'>): string | undefined {
  return secretInCookie(request, NAME)
}

function setRefreshCookie(reply: FastifyReply, token: string, lifetimeMs: number): void {
  const seconds = Math.floor(lifetimeMs / 1_000)
  reply.header('set-cookie', `${NAME}=${token}; Max-Age=${seconds}; ${ATTRIBUTES}`)
}

export function clearRefreshCookie(reply: FastifyReply): void {
  reply.header('set-cookie', `${NAME}=; Max-Age=0; ${ATTRIBUTES}`)
}

/**
 * Refuses what a page of another site sends to these routes, since the browser adds the cookie to
 * that too. It says by itself where a request is from; what says nothing comes from no browser.
 */
export function refuseForeignPages(
  app: FastifyInstance,
  { origins }: Pick<AuthConfig, 'origins'>,
): void {
  app.addHook('onRequest', async ({ method, headers }) => {
    if (method === 'GET' || method === 'HEAD') return
    // No page of another site can add this field, unless CORS lets it; and it says by itself who calls.
    if (headers.authorization !== undefined) return
    const { origin, 'sec-fetch-site': site } = headers
    const isOurs = origin === undefined ? site === 'same-origin' : origins.includes(origin)
    if (isOurs && site !== 'cross-site') return
    throw new ForbiddenError('foreign_page', 'The request comes from a page of another site.')
  })
}

/** Answers with tokens. In cookie mode the refresh token is in no body that a script could read. */
export function answerWithTokens(
  reply: FastifyReply,
  { refreshToken, ...rest }: Tokens,
  { cookie, lifetimeMs }: Pick<AuthConfig, 'cookie' | 'lifetimeMs'>,
) {
  if (!cookie) return toTokensResponse({ ...rest, refreshToken })
  setRefreshCookie(reply, refreshToken, lifetimeMs)
  return toTokensResponse(rest)
}
