import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { principalOf } from '../http/identity.ts'
import * as wire from '../http/wire.ts'
import type { Clock } from '../shared/clock.ts'
import * as schemas from './account.schemas.ts'
import { ADMINISTRATOR, type createAccountService } from './account.service.ts'
import { clientOf } from './client.ts'
import type { AuthConfig } from './config.ts'
import type { createPasswords } from './passwords.ts'
import { requireRecentLogin } from './reauthentication.ts'
import { answerWithTokens } from './refresh-cookie.ts'
import type { createRegistration } from './registration.ts'
import { TokensResponse } from './session.schemas.ts'

export interface AccountUseCases {
  readonly registration: ReturnType<typeof createRegistration>
  readonly passwords: ReturnType<typeof createPasswords>
  readonly accounts: ReturnType<typeof createAccountService>
  readonly config: AuthConfig
  readonly clock: Clock
}

const everyone = { access: 'public' } as const
const known = { access: 'authenticated' } as const
/** Whoever has logged in just now. */
const recent = { ...known, problems: ['forbidden'] } as const
const administrators = { access: { roles: [ADMINISTRATOR] } }

/** How the documentation groups the routes. */
export const accountTags = [
  { name: 'Authentication', description: 'How somebody gets in, stays in, and gets out.' },
  { name: 'Accounts', description: 'The own account, and for administrators those of others.' },
]

/** The routes of accounts and passwords. */
export function accountController(cases: AccountUseCases): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(authenticationRoutes(cases), { prefix: '/v1/auth' })
    await app.register(ownRoutes(cases), { prefix: '/v1/me' })
    await app.register(administrationRoutes(cases), { prefix: '/v1/accounts' })
  }
}

function authenticationRoutes(cases: AccountUseCases): FastifyPluginAsyncTypebox {
  const { registration, passwords, accounts } = cases
  const tags = ['Authentication']

  return async (app) => {
    app.post(
      '/register',
      {
        config: everyone,
        schema: {
          operationId: 'register',
          summary: 'Register',
          description:
            'The answer is the same whether there is an account already. A mail brings the token for `/v1/auth/verify`, without which the account cannot be used.',
          tags,
          body: schemas.RegisterBody,
          response: { 202: schemas.Accepted },
        },
      },
      async (request, reply) => {
        const { email, password } = request.body
        await registration.register(email, password, clientOf(request))
        return reply.code(202).send(schemas.accepted)
      },
    )

    app.post(
      '/verify',
      {
        config: everyone,
        schema: {
          operationId: 'verifyEmail',
          summary: 'Confirm an address',
          description: 'With the token that was sent there, once.',
          tags,
          body: schemas.VerifyBody,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        await registration.verify(request.body.token, clientOf(request))
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/login',
      {
        config: { ...everyone, problems: ['unauthenticated'] },
        schema: {
          operationId: 'login',
          summary: 'Log in',
          description: 'Whatever is wrong, the answer is the same.',
          tags,
          body: schemas.LoginBody,
          response: { 200: TokensResponse },
        },
      },
      async (request, reply) => {
        const { email, password } = request.body
        const tokens = await passwords.login(email, password, clientOf(request))
        return answerWithTokens(reply, tokens, cases.config)
      },
    )

    app.post(
      '/password',
      {
        config: known,
        schema: {
          operationId: 'changePassword',
          summary: 'Choose another password',
          description: 'Every other session ends.',
          tags,
          body: schemas.ChangePasswordBody,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        await passwords.change(principalOf(request), request.body, clientOf(request))
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/password-reset',
      {
        config: everyone,
        schema: {
          operationId: 'resetPassword',
          summary: 'Choose a password when it is lost',
          description:
            'First with the address, which gets a token by mail if it has an account; then with that token, which ends every session and does not log in.',
          tags,
          body: schemas.PasswordResetBody,
          response: { 202: schemas.Accepted, 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        const { body } = request
        if ('email' in body) {
          await passwords.askReset(body.email, clientOf(request))
          return reply.code(202).send(schemas.accepted)
        }
        await passwords.reset(body.token, body.password, clientOf(request))
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/email',
      {
        config: recent,
        schema: {
          operationId: 'changeEmail',
          summary: 'Use another address',
          description:
            'Whoever calls has to have logged in just now. It changes when the token that the new address gets comes to `/v1/auth/verify`.',
          tags,
          body: schemas.EmailBody,
          response: { 202: schemas.Accepted },
        },
      },
      async (request, reply) => {
        requireRecentLogin(request, cases.config, cases.clock)
        await accounts.askEmail(principalOf(request), request.body.email, clientOf(request))
        return reply.code(202).send(schemas.accepted)
      },
    )
  }
}

function ownRoutes({ accounts, config, clock }: AccountUseCases): FastifyPluginAsyncTypebox {
  const tags = ['Accounts']

  return async (app) => {
    app.get(
      '',
      {
        config: known,
        schema: {
          operationId: 'getMe',
          summary: 'Get the own account',
          tags,
          response: { 200: schemas.MeResponse },
        },
      },
      async (request) => schemas.toMeResponse(await accounts.own(principalOf(request))),
    )

    app.delete(
      '',
      {
        config: recent,
        schema: {
          operationId: 'removeMe',
          summary: 'Remove the own account',
          description: 'Whoever calls has to have logged in just now.',
          tags,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        requireRecentLogin(request, config, clock)
        await accounts.remove(principalOf(request), clientOf(request))
        return reply.code(204).send(null)
      },
    )
  }
}

function administrationRoutes({ accounts }: AccountUseCases): FastifyPluginAsyncTypebox {
  const tags = ['Accounts']

  return async (app) => {
    app.get(
      '/:id',
      {
        config: administrators,
        schema: {
          operationId: 'getAccount',
          summary: 'Get an account',
          tags,
          params: wire.IdParams,
          response: { 200: schemas.AccountResponse },
        },
      },
      async (request) => schemas.toAccountResponse(await accounts.get(request.params.id)),
    )

    app.patch(
      '/:id',
      {
        config: administrators,
        schema: {
          operationId: 'administerAccount',
          summary: 'Change roles, disable or enable',
          description: 'It holds from the next request on, also for whoever is logged in.',
          tags,
          params: wire.IdParams,
          body: schemas.AdministerBody,
          response: { 200: schemas.AccountResponse },
        },
      },
      async (request) => {
        const { params, body } = request
        const by = principalOf(request)
        const account = await accounts.administer(params.id, body, by, clientOf(request))
        return schemas.toAccountResponse(account)
      },
    )

    app.delete(
      '/:id/sessions',
      {
        config: administrators,
        schema: {
          operationId: 'endSessionsOfAccount',
          summary: 'Log somebody out everywhere',
          tags,
          params: wire.IdParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        await accounts.endSessions(request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
}
