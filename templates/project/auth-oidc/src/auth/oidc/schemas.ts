import { type Static, Type } from 'typebox'
import { list, matching, text } from '../../http/wire.ts'
import { TokensResponse } from '../session.schemas.ts'
import { MAX_RETURN_TO } from './return-to.ts'

const closed = { additionalProperties: false } as const

const ProviderName = matching('^[a-z][a-z0-9-]{0,39}$', ['google'], 40, 1)

export const ProviderParams = Type.Object({ provider: ProviderName }, closed)

export const BeginQuery = Type.Object({ returnTo: Type.Optional(text(MAX_RETURN_TO, 1)) }, closed)

/** What a provider adds besides `state` and `code` is its business (RFC 6749, 4.1.2): it is left alone. */
export const AnswerQuery = Type.Unsafe<Readonly<Record<string, string>>>({
  type: 'object',
  patternProperties: { '^[!-~]{1,64}$': { type: 'string', maxLength: 8_000 } },
  maxProperties: 30,
})

export const ProviderListResponse = Type.Object({
  data: list(
    Type.Object({
      name: ProviderName,
      /** Where a browser goes to log in with it; `?returnTo=/path` says where it goes then. */
      path: matching('^/v1/auth/oidc/[a-z0-9-]+$', ['/v1/auth/oidc/google'], 60),
    }),
    100,
  ),
})

/** As after another login, and where the caller wanted to be. */
export const LoginResponse = Type.Object({
  ...TokensResponse.properties,
  returnTo: text(MAX_RETURN_TO, 1),
})

export function toProviderListResponse(
  names: readonly string[],
): Static<typeof ProviderListResponse> {
  return { data: names.map((name) => ({ name, path: `/v1/auth/oidc/${name}` })) }
}
