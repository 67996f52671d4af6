import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { HttpError } from './http-error.ts'
import { PATCH_MEDIA_TYPES } from './media-types.ts'

/**
 * Makes the function that answers a request that no route takes: with the methods of the path if it
 * has any, which Fastify would not tell. The router itself is asked, so that both always agree.
 *
 * @throws HttpError 404 or 405
 */
export function createUnmatchedHandler(app: FastifyInstance) {
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const methods = app.supportedMethods.filter((method) => {
      const route = app.findRoute({ method, url: request.url })
      return route && !isUnnamed(route.params)
    })
    if (methods.length === 0)
      throw new HttpError('not-found', 'There is nothing under this address.')

    const allow = [...new Set([...methods, 'OPTIONS'])].sort().join(', ')
    if (request.method === 'OPTIONS') {
      if (methods.includes('PATCH')) reply.header('accept-patch', PATCH_MEDIA_TYPES.join(', '))
      return reply.code(204).header('allow', allow).send()
    }
    throw new HttpError('method-not-allowed', `This resource has the methods ${allow}.`, {
      headers: { allow },
    })
  }
}

/**
 * To the router `/things/` is a thing whose id is empty. Nothing has such an id, so it is no address
 * at all, like any other path with a slash too many.
 */
export function isUnnamed(params: unknown): boolean {
  return Object.entries(params ?? {}).some(([name, value]) => name !== '*' && value === '')
}
