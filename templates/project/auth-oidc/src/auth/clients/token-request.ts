import type { FastifyRequest } from 'fastify'
import { TokenRequestError } from './token-errors.ts'

/** What a client says of itself. */
export interface Credentials {
  readonly id: string
  readonly secret: string
}

export interface TokenRequest {
  readonly grant_type: string
  readonly client_id?: string
  readonly client_secret?: string
  readonly scope?: string
}

const names = ['grant_type', 'client_id', 'client_secret', 'scope']

/**
 * Reads a form (RFC 6749, 3.2): what nobody knows is left alone, what is there twice is refused, and
 * what is empty is as if it were not there.
 */
export function parseForm(text: string): Record<string, string> {
  const form = new URLSearchParams(text)
  const known = names.filter((name) => form.has(name))
  if (known.some((name) => form.getAll(name).length > 1)) {
    throw new TokenRequestError('invalid_request', 'A parameter is given twice.')
  }
  const values = known.map((name) => [name, form.get(name) ?? ''] as const)
  return Object.fromEntries(values.filter(([, value]) => value !== ''))
}

/** Who asks: said in the header or in the body, and not in both (RFC 6749, 2.3.1). */
export function credentialsOf(
  { headers: { authorization } }: Pick<FastifyRequest, 'headers'>,
  { client_id: id, client_secret: secret }: TokenRequest,
): Credentials {
  if (authorization === undefined) {
    if (id === undefined || secret === undefined) throw new TokenRequestError('invalid_client')
    return { id, secret }
  }
  if (secret !== undefined) {
    throw new TokenRequestError('invalid_request', 'The client says who it is in two ways.')
  }
  const inHeader = readBasic(authorization)
  if (!inHeader) throw new TokenRequestError('invalid_client')
  if (id !== undefined && id !== inHeader.id) {
    throw new TokenRequestError('invalid_request', 'The client says that it is two.')
  }
  return inHeader
}

function readBasic(authorization: string): Credentials | undefined {
  const [, encoded] = /^basic +([\w+/]{4,1000}={0,2})$/i.exec(authorization) ?? []
  const [id, secret, ...others] = Buffer.from(encoded ?? '', 'base64')
    .toString('utf8')
    .split(':')
  if (!id || !secret || others.length > 0) return undefined
  const [plainId, plainSecret] = [decodeWord(id), decodeWord(secret)]
  if (plainId === undefined || plainSecret === undefined) return undefined
  return { id: plainId, secret: plainSecret }
}

/** In the header they are encoded as in a form. */
function decodeWord(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
