import { Type } from 'typebox'
import { matching, oneOf, text } from '../../http/wire.ts'

const closed = { additionalProperties: false } as const

/** Scopes with one blank between them (RFC 6749, 3.3). */
export const SCOPES_PATTERN = '^[!#-\\[\\]-~]+( [!#-\\[\\]-~]+)*$'

/** RFC 6749, 4.4.2; the names are those of the standard. */
export const TokenRequestBody = Type.Object(
  {
    grant_type: Type.String({ ...text(100, 1), examples: ['client_credentials'] }),
    client_id: Type.Optional(
      Type.String({ ...text(255, 1), examples: ['0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52'] }),
    ),
    client_secret: Type.Optional(
      Type.String({ ...text(255, 1), examples: ['qX3v0mB7hT9cR1yZ5kLw8NfJ2sPd6GaUeV4oIxQtYbM'] }),
    ),
    scope: Type.Optional(matching(SCOPES_PATTERN, ['orders:read'], 1_000, 1)),
  },
  closed,
)

/** RFC 6749, 5.1. */
export const ClientTokenResponse = Type.Object({
  access_token: matching('^[\\w-]+\\.[\\w-]+\\.[\\w-]+$', ['e30.e30.c2lnbmF0dXJl'], 8_192),
  token_type: oneOf('Bearer'),
  expires_in: Type.Integer({ format: 'int32', minimum: 1, maximum: 600, examples: [600] }),
  scope: text(4_096),
})
