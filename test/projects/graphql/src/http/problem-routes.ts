import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { type ProblemKind, problemTypes } from './error-handler.ts'
import { HttpError } from './http-error.ts'

const Params = Type.Object({ type: Type.String({ maxLength: 64 }) })

/** Where the `type` of a problem leads: what it means, for whoever reads an error. */
export function addProblemRoutes(app: FastifyInstance): void {
  app.get<{ Params: { type: string } }>(
    '/problems/:type',
    { schema: { hide: true, params: Params }, config: { access: 'public' } },
    async (request, reply) => {
      const { type } = request.params
      if (!Object.hasOwn(problemTypes, type)) {
        throw new HttpError('not-found', 'There is no problem of this type.')
      }
      const { title, status, detail } = problemTypes[type as ProblemKind]
      reply.header('cache-control', 'public, max-age=3600')
      return { type: `/problems/${type}`, title, status, description: detail }
    },
  )
}
