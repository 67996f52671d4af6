import type { FastifyInstance, FastifyRequest } from 'fastify'
import { HttpError } from './http-error.ts'

// Conditional requests (RFC 9110, 13) on the version of a resource: the tag is `"<version>"`, and
// strong, since a version stands for one representation and no other.

interface Versioned {
  readonly version: number
}

export function entityTag(version: number): string {
  return `"${version}"`
}

/** Gives the answer the tag of its version, and lets whoever asked keep it and ask whether it still holds. */
export function tagged<Body extends Versioned>(
  reply: { readonly request: { readonly method: string }; header(n: string, v: string): unknown },
  body: Body,
): Body {
  reply.header('etag', entityTag(body.version))
  const { method } = reply.request
  if (method === 'GET' || method === 'HEAD') {
    reply.header('cache-control', 'private, no-cache')
    // Also by the origin, where `cors.ts` has named some.
    reply.header('vary', 'accept, authorization, origin')
  }
  return body
}

/** Answers 304, without a body, where the caller already has what the handler gave. */
export function addNotModified(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const tag = reply.getHeader('etag')
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (!isRead || reply.statusCode !== 200 || typeof tag !== 'string') return payload
    if (!isKnown(request.headers['if-none-match'], tag)) return payload
    reply.code(304).removeHeader('content-type')
    // Fastify counts what a HEAD would have sent, and drops it afterwards.
    return request.method === 'HEAD' ? payload : null
  })
}

/** The weak comparison: a cache may have weakened the tag. What cannot be read is not known. */
function isKnown(field: string | undefined, tag: string): boolean {
  if (field === undefined) return false
  if (field.trim() === '*') return true
  return (readTags(field) ?? []).some((it) => it.replace(/^W\//, '') === tag)
}

/**
 * The version that a change is for; undefined where the caller does not say, or takes any. It has to
 * be checked where the change is made, in one step with it: what is read before may be old by then.
 *
 * @param read gives the resource as it is, for a caller that names several versions, or none of ours
 * @throws HttpError 400 for a field that cannot be read, 412 where no tag is that of the resource
 */
export async function expectedVersion(
  request: Pick<FastifyRequest, 'headers'>,
  read: () => Promise<Versioned>,
): Promise<number | undefined> {
  const field = request.headers['if-match']
  if (field === undefined || field.trim() === '*') return undefined
  const tags = readTags(field)
  if (!tags) {
    throw new HttpError('bad-request', 'The field `If-Match` is no list of entity tags.', {
      errors: [
        { parameter: 'if-match', code: 'syntax', message: 'must be * or a list as in "1", "2"' },
      ],
    })
  }
  const only = tags.length === 1 ? versionOf(tags[0] ?? '') : undefined
  if (only !== undefined) return only
  const { version } = await read()
  // The strong comparison: a weak tag is never the same.
  if (tags.includes(entityTag(version))) return version
  throw new HttpError('precondition-failed', 'No tag in `If-Match` is that of the resource.')
}

/** Refuses a change that does not say which version it is for. */
export function requireIfMatch(request: Pick<FastifyRequest, 'headers'>): void {
  if (request.headers['if-match'] === undefined) {
    throw new HttpError(
      'precondition-required',
      'Send the `ETag` of the resource that you read as `If-Match`.',
    )
  }
}

/** No tag holds a space, so spaces can only stand between them. */
const listElement = /[\t ]*(?:((?:W\/)?"[!#-~\u0080-\u00ff]*")[\t ]*)?(?:,|$)/gy

/** The tags of a list, as they stand there; undefined for what is no list, or an empty one. */
function readTags(field: string): string[] | undefined {
  const elements = [...field.matchAll(listElement)]
  const isWhole = elements.reduce((length, [it]) => length + it.length, 0) === field.length
  const tags = elements.flatMap(([, tag]) => tag ?? [])
  return isWhole && tags.length > 0 ? tags : undefined
}

/** What an `integer` column holds. */
const MAX_VERSION = 2_147_483_647

function versionOf(tag: string): number | undefined {
  const version = Number(/^"([1-9]\d{0,9})"$/.exec(tag)?.[1])
  return version <= MAX_VERSION ? version : undefined
}
