import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Identify, principalOf } from '../http/identity.ts'
import { IdParams, NoContent } from '../http/wire.ts'
import { NotFoundError, UnauthenticatedError } from '../shared/errors.ts'
import { clientOf } from './client.ts'
import type { AuthConfig } from './config.ts'
import type { KeyRing } from './keys/key-ring.ts'
import { KEYS_MAX_AGE_SECONDS } from './keys/rotation.ts'
import { answerWithTokens, clearRefreshCookie, readRefreshCookie } from './refresh-cookie.ts'
import * as schemas from './session.schemas.ts'
import type { Sessions } from './sessions.ts'

export interface SessionRoutesOptions {
  readonly sessions: Sessions
  readonly keys: Pick<KeyRing, 'publicKeys'>
  readonly config: AuthConfig
  /** Who is behind an access token, for a logout that brings nothing else. */
  readonly identify: Identify
}

const tags = ['Sessions']
const forEveryone = { access: 'public' } as const
const forTheKnown = { access: 'authenticated' } as const

/** The routes of tokens and sessions, under the paths that they have in the end. */
export function sessionRoutes(options: SessionRoutesOptions): FastifyPluginAsyncTypebox {
  const { sessions, keys, config, identify } = options

  /** The refresh token of a request, from the one place where it may be. */
  function refreshTokenOf(request: FastifyRequest, body: { refreshToken?: string }) {
    return config.cookie ? readRefreshCookie(request) : body.refreshToken
  }

  async function logOut(request: FastifyRequest, token: string | undefined): Promise<void> {
    if (token !== undefined) return sessions.endByToken(token)
    const principal = await identify(request)
    if (!principal) {
      throw new UnauthenticatedError('unauthenticated', 'The request does not say who makes it.')
    }
    if (principal.sessionId) await sessions.end(principal.sessionId, 'logout')
  }

  function done(reply: FastifyReply) {
    if (config.cookie) clearRefreshCookie(reply)
    return reply.code(204).send(null)
  }

  return async (app) => {
    app.get(
      '/.well-known/jwks.json',
      {
        config: forEveryone,
        schema: {
          operationId: 'getKeys',
          summary: 'Get the keys that access tokens are checked with',
          tags,
          response: { 200: schemas.KeySetResponse },
        },
      },
      async (_request, reply) => {
        reply.header('cache-control', `public, max-age=${KEYS_MAX_AGE_SECONDS}`)
        return { keys: keys.publicKeys() }
      },
    )

    app.post(
      '/v1/auth/refresh',
      {
        config: { ...forEveryone, problems: ['unauthenticated'] },
        schema: {
          operationId: 'refresh',
          summary: 'Get new tokens for a refresh token, which is used up',
          tags,
          body: schemas.RefreshBody,
          response: { 200: schemas.TokensResponse },
        },
      },
      async (request, reply) => {
        const token = refreshTokenOf(request, request.body)
        if (token === undefined) {
          throw new UnauthenticatedError('unauthenticated', 'The request has no refresh token.')
        }
        return answerWithTokens(reply, await sessions.refresh(token, clientOf(request)), config)
      },
    )

    app.post(
      '/v1/auth/logout',
      {
        config: { ...forEveryone, problems: ['unauthenticated'] },
        schema: {
          operationId: 'logOut',
          summary: 'End the session of a refresh token, or else of the access token',
          tags,
          body: schemas.RefreshBody,
          response: { 204: NoContent },
        },
      },
      async (request, reply) => {
        await logOut(request, refreshTokenOf(request, request.body))
        return done(reply)
      },
    )

    app.post(
      '/v1/auth/logout-all',
      {
        config: forTheKnown,
        schema: {
          operationId: 'logOutEverywhere',
          summary: 'End all of your sessions',
          tags,
          response: { 204: NoContent },
        },
      },
      async (request, reply) => {
        await sessions.endAll(principalOf(request).id, { reason: 'logout' })
        return done(reply)
      },
    )

    app.get(
      '/v1/auth/sessions',
      {
        config: forTheKnown,
        schema: {
          operationId: 'listSessions',
          summary: 'List your sessions',
          tags,
          response: { 200: schemas.SessionListResponse },
        },
      },
      async (request) => {
        const { id, sessionId } = principalOf(request)
        const list = await sessions.list(id)
        return { data: list.map((session) => schemas.toSessionResponse(session, sessionId)) }
      },
    )

    app.delete(
      '/v1/auth/sessions/:id',
      {
        config: forTheKnown,
        schema: {
          operationId: 'endSession',
          summary: 'End one of your sessions',
          tags,
          params: IdParams,
          response: { 204: NoContent },
        },
      },
      async (request, reply) => {
        const isEnded = await sessions.end(request.params.id, 'revoked', principalOf(request).id)
        if (!isEnded) throw new NotFoundError('session_not_found', 'There is no such session.')
        return reply.code(204).send(null)
      },
    )
  }
}
