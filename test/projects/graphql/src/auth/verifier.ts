import { type CryptoKey, errors, type JWTPayload, jwtVerify, type KeyObject } from 'jose'
import type { Clock } from '../shared/clock.ts'
import { readHeader, type TokenHeader } from './compact.ts'
import { TokenRefusal } from './refusal.ts'
import { createTokenCache } from './token-cache.ts'

/** What signs tokens, with one key of a pair. What is symmetric is not here, and must not be. */
export const algorithms = ['Ed25519', 'EdDSA', 'ES256', 'ES384', 'PS256', 'RS256'] as const

export type Algorithm = (typeof algorithms)[number]

/** A key that signatures are checked with. */
export interface TrustedKey {
  readonly key: CryptoKey | KeyObject
  /** False from when on it is trusted no more. */
  isTrusted(): boolean
}

/** Whose tokens are believed, for whom they have to be, and how they are signed. */
export interface Trust {
  readonly issuer: string
  readonly audience: string
  /** Said here, and never by a token: what it says has to be among these. */
  readonly algorithms: readonly Algorithm[]
  /** What a token has to call itself (RFC 8725, 3.11): that of another purpose is no access token. */
  readonly types: readonly string[]
  /** What it has to name besides who, for whom and until when. */
  readonly names: readonly string[]
  /** Undefined where the name is that of no key. It is no path and no query: it may be anything. */
  findKey(header: TokenHeader): TrustedKey | undefined | Promise<TrustedKey | undefined>
}

export type Claims = JWTPayload & { readonly sub: string; readonly exp: number }

/** @throws TokenRefusal for a token that is not believed */
export type Verify = (token: string) => Promise<Claims>

/** By how much the clocks of two machines may differ. */
export const TOLERANCE_SECONDS = 30

/** What an access token names (RFC 9068, 2.2), besides what every token has to have here. */
export const ACCESS_TOKEN_NAMES = ['client_id', 'jti']

/**
 * Makes the function that checks tokens. A signature takes a tenth of a millisecond, and the same
 * token comes with each request of its ten minutes, so those that passed are remembered until they
 * expire or their key is withdrawn.
 */
export function createVerifier(trust: Trust, clock: Clock): Verify {
  const { issuer, audience, algorithms, types } = trust
  const names = ['sub', ...trust.names]
  const cache = createTokenCache()

  return async (token) => {
    const known = cache.find(token, epochOf(clock) - TOLERANCE_SECONDS)
    if (known) return known
    const header = readHeader(token)
    if (!header) throw new TokenRefusal('form')
    if (!algorithms.some((it) => it === header.alg)) throw new TokenRefusal('algorithm')
    if (!types.includes(header.typ)) throw new TokenRefusal('type')
    const trusted = await trust.findKey(header)
    if (!trusted) throw new TokenRefusal('key')
    const { payload } = await jwtVerify(token, trusted.key, {
      issuer,
      audience,
      algorithms: [...algorithms],
      requiredClaims: ['exp', 'iat'],
      currentDate: clock.now(),
      clockTolerance: TOLERANCE_SECONDS,
    }).catch((error: unknown) => {
      throw refusalFor(error)
    })
    // `jwtVerify` looks at this one only where a greatest age is asked for.
    if (Number(payload.iat) > epochOf(clock) + TOLERANCE_SECONDS) throw new TokenRefusal('time')
    // `1e999` is a number, and a time that never comes.
    if (!Number.isFinite(payload.exp)) throw new TokenRefusal('time')
    if (!names.every((name) => isName(payload[name]))) throw new TokenRefusal('claims')
    const claims = payload as Claims
    cache.keep(token, claims, trusted)
    return claims
  }
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 255
}

function epochOf(clock: Clock): number {
  return Math.floor(clock.now().getTime() / 1_000)
}

function refusalFor(cause: unknown): unknown {
  if (cause instanceof errors.JWTExpired) return new TokenRefusal('expired', { cause })
  if (cause instanceof errors.JWTClaimValidationFailed) {
    const isTime = ['exp', 'nbf', 'iat'].includes(cause.claim)
    return new TokenRefusal(isTime ? 'time' : 'claims', { cause })
  }
  if (cause instanceof errors.JWSSignatureVerificationFailed) {
    return new TokenRefusal('signature', { cause })
  }
  // A key that does not fit the algorithm is a TypeError: of what a token says, not of ours.
  if (cause instanceof errors.JOSEError || cause instanceof TypeError) {
    return new TokenRefusal('form', { cause })
  }
  return cause
}
