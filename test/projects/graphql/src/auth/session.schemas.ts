import { type Static, Type } from 'typebox'
import { Id, list, matching, nullable, oneOf, Timestamp, text } from '../http/wire.ts'
import { MAX_ACCESS_SECONDS } from './config.ts'
import type { Session, Tokens } from './sessions.ts'

/** 256 bits in base64url. What has another form is none. */
export const RefreshToken = matching(
  '^[\\w-]{43}$',
  ['qX3v0mB7hT9cR1yZ5kLw8NfJ2sPd6GaUeV4oIxQtYbM'],
  43,
  43,
)

/** With cookies, the token is in the cookie and the body is empty. */
export const RefreshBody = Type.Object(
  { refreshToken: Type.Optional(RefreshToken) },
  { additionalProperties: false },
)

export const TokensResponse = Type.Object({
  accessToken: matching('^[\\w-]+\\.[\\w-]+\\.[\\w-]+$', ['e30.e30.c2lnbmF0dXJl'], 8_192),
  refreshToken: Type.Optional(RefreshToken),
  tokenType: oneOf('Bearer'),
  expiresIn: Type.Integer({
    format: 'int32',
    minimum: 1,
    maximum: MAX_ACCESS_SECONDS,
    examples: [600],
  }),
})

export const SessionResponse = Type.Object({
  id: Id,
  createdAt: Timestamp,
  lastUsedAt: Timestamp,
  expiresAt: Timestamp,
  userAgent: nullable(text(255)),
  network: nullable(text(64)),
  /** Whether it is the one that asks. */
  isCurrent: Type.Boolean(),
})

export const SessionListResponse = Type.Object({ data: list(SessionResponse, 50) })

const PublicKey = Type.Object({
  kty: oneOf('OKP'),
  crv: oneOf('Ed25519'),
  alg: oneOf('Ed25519'),
  use: oneOf('sig'),
  kid: matching('^[\\w-]+$', ['b1hPZ2Vu'], 64),
  x: matching('^[\\w-]{43}$', ['11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'], 43),
})

/** A JWKS (RFC 7517). What is not listed here does not leave, whatever a key is made of. */
export const KeySetResponse = Type.Object({ keys: list(PublicKey, 100) })

export function toTokensResponse(tokens: Omit<Tokens, 'refreshToken'> & Partial<Tokens>) {
  const tokenType: Static<typeof TokensResponse>['tokenType'] = 'Bearer'
  return { ...tokens, tokenType }
}

export function toSessionResponse(session: Session, current: string | undefined) {
  return {
    id: session.id,
    createdAt: session.createdAt.toISOString(),
    lastUsedAt: session.lastUsedAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    userAgent: session.userAgent,
    network: session.network,
    isCurrent: session.id === current,
  }
}
