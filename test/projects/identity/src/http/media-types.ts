import { isUtf8 } from 'node:buffer'
import type { FastifyInstance, FastifyRequest, FastifySchema } from 'fastify'
import { hasDuplicateKey } from './duplicate-keys.ts'
import { HttpError } from './http-error.ts'

export const JSON_MEDIA_TYPE = 'application/json'
const MERGE_PATCH_MEDIA_TYPE = 'application/merge-patch+json'

/** A merge patch (RFC 7396), under its own name and as plain JSON, with the same meaning. */
export const PATCH_MEDIA_TYPES = [MERGE_PATCH_MEDIA_TYPE, JSON_MEDIA_TYPE] as const

/**
 * Reads JSON and nothing else. Fastify would also read `text/plain`, and what it reads that a route
 * has no schema for reaches the handler unchecked.
 */
export function addBodyParsers(app: FastifyInstance): void {
  const readJson = jsonParser(app)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<Buffer>(
    [JSON_MEDIA_TYPE, MERGE_PATCH_MEDIA_TYPE],
    { parseAs: 'buffer' },
    readJson,
  )
}

/** Reads the bytes of a body, and refuses what another reader could read otherwise. */
export function jsonParser(app: Pick<FastifyInstance, 'getDefaultJsonParser'>) {
  // Keys such as `__proto__` are an error: nobody sends them by accident.
  const parseJson = app.getDefaultJsonParser('error', 'error')
  return (request: FastifyRequest, body: Buffer, done: Done) => {
    if (body.length === 0 && !request.routeOptions.schema?.body) return done(null, undefined)
    if (!isUtf8(body)) return done(new HttpError('bad-request', 'The body is not UTF-8.'))
    const text = body.toString()
    void parseJson(request, text, (error, value) => {
      if (error || !hasDuplicateKey(text)) return done(error, value)
      return done(new HttpError('bad-request', 'An object in the body has a key twice.'))
    })
  }
}

type Done = (error: Error | null, body?: unknown) => void

/**
 * Refuses a body that the route has no schema for. This cannot be left to the parsers: they do not
 * know the route, and validation passes over a media type that the route does not list.
 *
 * @throws HttpError 400 for a body that is missing or too much, 415 for one of another type
 */
export function refuseUnknownBody(request: FastifyRequest, body: unknown): void {
  const { headers, method } = request
  if (method === 'GET' || method === 'HEAD') return
  if (!hasBody(headers)) {
    if (body) throw new HttpError('bad-request', 'The body is missing.')
    return
  }
  if (!body) throw new HttpError('bad-request', 'This operation takes no body.')

  const expected = mediaTypesOf(body, method)
  const charset = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(headers['content-type'] ?? '')?.[1]
  if (!expected.includes(request.mediaType ?? '') || !/^utf-?8$/i.test(charset ?? 'utf-8')) {
    throw new HttpError('unsupported-media-type', `The body must be ${expected.join(' or ')}.`, {
      headers: { [method === 'PATCH' ? 'accept-patch' : 'accept']: expected.join(', ') },
    })
  }
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw new HttpError('unsupported-media-type', 'The body must not be compressed.', {
      headers: { 'accept-encoding': 'identity' },
    })
  }
}

function hasBody(headers: FastifyRequest['headers']): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/** What a route takes: what its schema lists, or JSON, which for PATCH is also a merge patch. */
export function mediaTypesOf(body: NonNullable<FastifySchema['body']>, method: string): string[] {
  if (typeof body === 'object' && 'content' in body) return Object.keys(body.content as object)
  return method === 'PATCH' ? [...PATCH_MEDIA_TYPES] : [JSON_MEDIA_TYPE]
}
