import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { HttpError } from './http-error.ts'

/**
 * Makes the function that answers a request that no route takes: with the methods of the path if it
 * has any, which Fastify would not tell. The router itself is asked, so that both always agree.
 *
 * @throws HttpError 404 or 405
 */
export function createUnmatchedHandler(app: FastifyInstance) {
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const methods = app.supportedMethods.filter((method) =>
      app.findRoute({ method, url: request.url }),
    )
    if (methods.length === 0)
      throw new HttpError('not-found', 'There is nothing under this address.')

    const allow = [...new Set([...methods, 'OPTIONS'])].sort().join(', ')
    if (request.method === 'OPTIONS') return reply.code(204).header('allow', allow).send()
    throw new HttpError('method-not-allowed', `This resource has the methods ${allow}.`, {
      headers: { allow },
    })
  }
}
