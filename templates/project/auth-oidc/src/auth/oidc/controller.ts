import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { clientOf } from '../client.ts'
import type { AuthConfig } from '../config.ts'
import { answerWithTokens } from '../refresh-cookie.ts'
import { browserOf, rememberBrowser } from './browser-cookie.ts'
import type { createLoggingIn } from './logging-in.ts'
import { checkReturnTo } from './return-to.ts'
import * as schemas from './schemas.ts'

export interface OidcRoutesOptions {
  readonly loggingIn: ReturnType<typeof createLoggingIn>
  readonly config: AuthConfig
  /** Where our pages are, to which the browser goes after a login in cookie mode. */
  readonly pages: string
}

const everyone = { access: 'public' } as const
/** A browser is sent there and says what pages it would like; what it gets is no page. */
const forBrowsers = { ...everyone, produces: 'any' } as const

/** The routes of logging in with a provider. */
export function oidcRoutes(options: OidcRoutesOptions): FastifyPluginAsyncTypebox {
  const { loggingIn, config, pages } = options

  return async (app) => {
    app.get(
      '/v1/auth/oidc',
      {
        config: everyone,
        schema: {
          operationId: 'listProviders',
          summary: 'List whom one can log in with',
          description:
            'A browser goes to the path of one, not by a script, and comes back from the provider with a session. It can say `?returnTo=/path`.',
          tags: ['Authentication'],
          response: { 200: schemas.ProviderListResponse },
        },
      },
      async () => schemas.toProviderListResponse(loggingIn.names),
    )

    // The next two are addresses that a browser is sent to, and no operations for clients: they are
    // in docs/oidc.md, and not in the document of the API. Each visit counts, so there is no HEAD.
    app.get(
      '/v1/auth/oidc/:provider',
      {
        exposeHeadRoute: false,
        config: forBrowsers,
        schema: { hide: true, params: schemas.ProviderParams, querystring: schemas.BeginQuery },
      },
      async (request, reply) => {
        const returnTo = checkReturnTo(request.query.returnTo ?? '/')
        const browser = rememberBrowser(request, reply)
        const { provider } = request.params
        const address = await loggingIn.begin(provider, browser, returnTo, clientOf(request))
        return reply.redirect(address.href, 302)
      },
    )

    app.get(
      '/v1/auth/oidc/:provider/callback',
      {
        exposeHeadRoute: false,
        config: forBrowsers,
        schema: {
          hide: true,
          params: schemas.ProviderParams,
          querystring: schemas.AnswerQuery,
          response: { 200: schemas.LoginResponse },
        },
      },
      async (request, reply) => {
        const { params, query } = request
        const browser = browserOf(request)
        const from = clientOf(request)
        const { tokens, returnTo } = await loggingIn.complete(params.provider, browser, query, from)
        const answer = answerWithTokens(reply, tokens, config)
        if (!config.cookie) return { ...answer, returnTo }
        return reply.redirect(`${pages.replace(/\/$/, '')}${returnTo}`, 303)
      },
    )
  }
}
