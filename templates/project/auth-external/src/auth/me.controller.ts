import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { principalOf } from '../http/identity.ts'
import * as wire from '../http/wire.ts'

const Names = Type.Array(Type.String({ maxLength: 255 }), { maxItems: 1_000 })

const Me = Type.Object(
  { id: wire.Id, roles: Names, scopes: Names },
  {
    additionalProperties: false,
    examples: [
      { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52', roles: ['editor'], scopes: ['articles:write'] },
    ],
  },
)

/** Who the service takes the caller for: what to look at first when a role is missing. */
export const meRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/v1/me',
    {
      config: { access: 'authenticated' },
      schema: {
        operationId: 'getMe',
        summary: 'Get who is behind the token',
        tags: ['Callers'],
        response: { 200: Me },
      },
    },
    async (request, reply) => {
      const { id, roles, scopes = [] } = principalOf(request)
      reply.header('cache-control', 'no-store')
      return { id, roles: [...roles], scopes: [...scopes] }
    },
  )
}
