import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { networkOf } from '../../http/rate-limit.ts'
import type { SecurityEvents } from '../../observability/security-events.ts'
import type { Throttle } from '../throttle.ts'
import { ClientTokenResponse, TokenRequestBody } from './client.schemas.ts'
import type { IssueClientToken } from './client-tokens.ts'
import type { Clients } from './clients.ts'
import { sendTokenError, TokenRequestError } from './token-errors.ts'
import { credentialsOf, parseForm } from './token-request.ts'

export interface ClientRoutesOptions {
  readonly clients: Clients
  readonly issue: IssueClientToken
  readonly throttle: Throttle
  readonly events: SecurityEvents
}

/** How the documentation groups the routes. */
export const clientTag = { name: 'Clients', description: 'Tokens for programs.' }

const FORM = 'application/x-www-form-urlencoded'

/** The route by which a program gets a token (RFC 6749, 4.4). */
export function clientRoutes(options: ClientRoutesOptions): FastifyPluginAsyncTypebox {
  const { clients, issue, throttle, events } = options

  return async (app) => {
    // For the routes of this plugin alone: a form is what any page on the web can send.
    app.addContentTypeParser(
      FORM,
      { parseAs: 'string' },
      async (_request: FastifyRequest, body: string) => parseForm(body),
    )
    const handleError = app.errorHandler
    app.setErrorHandler((error, request, reply) => {
      if (error instanceof TokenRequestError) return sendTokenError(reply, error)
      const isOfForm = (error as { validation?: unknown }).validation && request.mediaType === FORM
      if (isOfForm) return sendTokenError(reply, new TokenRequestError('invalid_request'))
      return handleError(error, request, reply)
    })

    app.post(
      '/v1/auth/token',
      {
        config: { access: 'public', problems: ['unauthenticated'] },
        schema: {
          operationId: 'getClientToken',
          summary: 'Get a token for a program',
          description:
            'The client credentials grant of OAuth 2.0 (RFC 6749, 4.4). The client says who it is in the body, or by HTTP Basic. Errors have `error` and `error_description` besides what every problem has.',
          tags: [clientTag.name],
          body: {
            content: {
              'application/json': { schema: TokenRequestBody },
              [FORM]: { schema: TokenRequestBody },
            },
          },
          response: { 200: ClientTokenResponse },
        },
      },
      async (request) => {
        const body = request.body as { grant_type: string; scope?: string }
        if (body.grant_type !== 'client_credentials') {
          throw new TokenRequestError('unsupported_grant_type')
        }
        const { id, secret } = credentialsOf(request, body)
        const from = { network: networkOf(request.ip), requestId: request.id }
        const pass = await throttle.attempt('login', { network: from.network })
        const client = await clients.find(id, secret)
        if (!client) {
          events.record('auth.client.refused', from)
          throw new TokenRequestError('invalid_client')
        }
        await pass.succeeded()
        const scopes =
          body.scope === undefined ? client.scopes : [...new Set(body.scope.split(' '))]
        if (!scopes.every((scope) => client.scopes.includes(scope))) {
          throw new TokenRequestError('invalid_scope')
        }
        const scope = scopes.join(' ')
        const { accessToken, expiresIn } = await issue(client, scope)
        events.record('auth.client.entered', { clientId: client.id, ...from })
        return {
          access_token: accessToken,
          token_type: 'Bearer' as const,
          expires_in: expiresIn,
          scope,
        }
      },
    )
  }
}
