import { isUtf8 } from 'node:buffer'
import { hasDuplicateKey } from '../http/duplicate-keys.ts'

/** Half of what the header of a request may hold. A token of ours has some 600 characters. */
export const MAX_TOKEN_LENGTH = 8_192

/** As much of the header of a token as decides how it is checked. None of it is trusted yet. */
export interface TokenHeader {
  readonly alg: string
  readonly typ: string
  readonly kid: string | undefined
}

/** By these a token brings the key that it is to be checked with, or rules of its own. */
const REFUSED = ['b64', 'crit', 'jku', 'jwk', 'x5c', 'x5u']

/**
 * Reads the header of a token in compact form (RFC 7515, 7.1). What libraries let pass is refused
 * here, so that one token is one text: white space or padding in a segment, base64url in which the
 * last bits are not zero, JSON in which a name is there twice.
 *
 * @returns undefined for what is no such token
 */
export function readHeader(token: string): TokenHeader | undefined {
  if (token.length > MAX_TOKEN_LENGTH) return undefined
  const segments = token.split('.', 4).map(decode)
  const [header, payload, signature] = segments
  if (segments.length !== 3 || !header || !payload || !signature) return undefined
  const members = readObject(header)
  if (!members || !readObject(payload)) return undefined
  if (REFUSED.some((name) => Object.hasOwn(members, name))) return undefined
  const { alg, typ, kid } = members
  if (typeof alg !== 'string' || typeof typ !== 'string') return undefined
  return kid === undefined || typeof kid === 'string' ? { alg, typ, kid } : undefined
}

/** Undefined for what is empty, or has other letters, padding, or bits that say nothing and are not zero. */
function decode(segment: string): Buffer | undefined {
  const bytes = Buffer.from(segment, 'base64url')
  return segment !== '' && bytes.toString('base64url') === segment ? bytes : undefined
}

function readObject(bytes: Buffer): Readonly<Record<string, unknown>> | undefined {
  if (!isUtf8(bytes)) return undefined
  const text = bytes.toString()
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject && !hasDuplicateKey(text) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
