import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'

/** A key that signs from its time on, and whose signatures hold for as long as it is in the set. */
export interface SigningKey {
  readonly kid: string
  readonly privateKey: KeyObject
  /** The public half, as in a JWKS. */
  readonly x: string
  /** Seconds since 1970. */
  readonly signsFrom: number
}

/** A key as it is written: a JWK (RFC 8037), and since when it signs. */
interface PrivateJwk {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  readonly kid: string
  readonly x: string
  readonly d: string
  readonly signs_from: number
}

/** What is wrong with a set of keys. No part of a key is in the message. */
export class KeySetError extends Error {
  override readonly name = 'KeySetError'
}

/** Keys that are printed in standards, where everybody can read the private half (RFC 8037, RFC 8032, RFC 9421). */
const PUBLISHED = [
  '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  'PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw',
  '_FHNjmIYoaONpH7QAjDwWAgW7RO6MwOsXeuRFUiQgCU',
  'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs',
]

/** Makes a key, named at random, so that no two are ever mistaken for each other. */
export function createKey(signsFrom: number): SigningKey {
  const { privateKey } = generateKeyPairSync('ed25519')
  const { x = '' } = privateKey.export({ format: 'jwk' })
  return { kid: randomBytes(12).toString('base64url'), privateKey, x, signsFrom }
}

/**
 * Reads a set of keys, which is a JWKS of private keys.
 *
 * @throws KeySetError for one that is malformed, or whose keys somebody else may have
 */
export function parseKeySet(text: string): readonly SigningKey[] {
  const { keys: jwks } = readJson(text)
  if (!Array.isArray(jwks) || jwks.length === 0) throw new KeySetError('has no keys')
  const keys = jwks.map(readKey)
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) {
    throw new KeySetError('has two keys with one `kid`')
  }
  return keys
}

/** Writes a set as it is read. It is as secret as the keys in it. */
export function printKeySet(keys: readonly SigningKey[]): string {
  const jwks = keys.map(({ privateKey, kid, signsFrom }) => ({
    ...privateKey.export({ format: 'jwk' }),
    kid,
    signs_from: signsFrom,
  }))
  return `${JSON.stringify({ keys: jwks }, null, 2)}\n`
}

/** The one that signs at a time: of those whose time has come, the newest. */
export function signingKeyAt(keys: readonly SigningKey[], seconds: number): SigningKey | undefined {
  return keys
    .filter(({ signsFrom }) => signsFrom <= seconds)
    .reduce<SigningKey | undefined>(
      (best, key) => (best && best.signsFrom >= key.signsFrom ? best : key),
      undefined,
    )
}

function readJson(text: string): { readonly keys?: unknown } {
  try {
    return Object(JSON.parse(text))
  } catch {
    throw new KeySetError('is not JSON')
  }
}

function readKey(jwk: unknown, index: number): SigningKey {
  const fail = (what: string) => new KeySetError(`has a key, number ${index + 1}, that ${what}`)
  if (!isPrivateJwk(jwk)) throw fail('is no private Ed25519 key with `kid`, `x`, `d`, `signs_from`')
  const { kty, crv, kid, x, d, signs_from: signsFrom } = jwk
  const privateKey = createPrivateKey({ format: 'jwk', key: { kty, crv, x, d } })
  // The public half follows from the private one; Node takes no notice of the one that is given.
  if (privateKey.export({ format: 'jwk' }).x !== x) throw fail('has halves of two keys')
  if (PUBLISHED.includes(x)) throw fail('is printed in a standard')
  if (new Set(Buffer.from(d, 'base64url')).size < 10) throw fail('is not random')
  return { kid, privateKey, x, signsFrom }
}

/** 32 bytes in base64url, written in the one way there is. */
function isKeyText(value: unknown): value is string {
  if (typeof value !== 'string') return false
  const bytes = Buffer.from(value, 'base64url')
  return bytes.length === 32 && bytes.toString('base64url') === value
}

function isPrivateJwk(value: unknown): value is PrivateJwk {
  const { kty, crv, kid, x, d, signs_from: from } = Object(value)
  return (
    kty === 'OKP' &&
    crv === 'Ed25519' &&
    typeof kid === 'string' &&
    /^[\w-]{1,64}$/.test(kid) &&
    isKeyText(x) &&
    isKeyText(d) &&
    Number.isSafeInteger(from) &&
    from >= 0
  )
}
