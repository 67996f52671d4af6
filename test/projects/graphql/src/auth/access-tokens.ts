import { SignJWT } from 'jose'
import type { Clock } from '../shared/clock.ts'
import type { NewId } from '../shared/id.ts'
import type { AuthConfig } from './config.ts'
import type { KeyRing } from './keys/key-ring.ts'
import { ACCESS_TOKEN_NAMES, createVerifier } from './verifier.ts'

/** What a token says: ids and times. Roles and state are asked for, so that none grows stale. */
export interface Subject {
  readonly accountId: string
  readonly sessionId: string
  readonly authenticatedAt: Date
}

const ALGORITHM = 'Ed25519'
/** So that it is taken for nothing else (RFC 9068, 2.1). */
const TYPE = 'at+jwt'

export interface AccessTokensOptions {
  readonly config: Pick<AuthConfig, 'issuer' | 'audience' | 'accessSeconds'>
  readonly keys: Pick<KeyRing, 'signingKey' | 'find'>
  readonly clock: Clock
  readonly newId: NewId
}

export type AccessTokens = ReturnType<typeof createAccessTokens>

/** Makes what makes and checks the tokens that requests carry (RFC 9068). */
export function createAccessTokens({ config, keys, clock, newId }: AccessTokensOptions) {
  const { issuer, audience, accessSeconds } = config

  return {
    /** How many seconds one holds. */
    seconds: accessSeconds,
    /** Makes a token for somebody whose session is known to be good. */
    issue({ accountId, sessionId, authenticatedAt }: Subject): Promise<string> {
      const now = Math.floor(clock.now().getTime() / 1_000)
      const { kid, privateKey } = keys.signingKey()
      const authTime = Math.floor(authenticatedAt.getTime() / 1_000)
      return new SignJWT({ client_id: audience, sid: sessionId, auth_time: authTime })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(accountId)
        .setJti(newId())
        .setIssuedAt(now)
        .setExpirationTime(now + accessSeconds)
        .sign(privateKey)
    },
    /** @throws TokenRefusal */
    verify: createVerifier(
      {
        issuer,
        audience,
        algorithms: [ALGORITHM],
        types: [TYPE],
        names: ACCESS_TOKEN_NAMES,
        findKey: ({ kid }) => keys.find(kid),
      },
      clock,
    ),
  }
}
