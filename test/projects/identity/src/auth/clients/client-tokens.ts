import { SignJWT } from 'jose'
import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { AuthConfig } from '../config.ts'
import type { KeyRing } from '../keys/key-ring.ts'
import type { Client } from './clients.ts'

/** Nothing can be refreshed here: the secret gets the next one. */
const MAX_SECONDS = 600

export interface ClientTokensOptions {
  readonly config: Pick<AuthConfig, 'issuer' | 'audience' | 'accessSeconds'>
  readonly keys: Pick<KeyRing, 'signingKey'>
  readonly clock: Clock
  readonly newId: NewId
}

export interface ClientToken {
  readonly accessToken: string
  readonly expiresIn: number
}

export type IssueClientToken = (client: Pick<Client, 'id'>, scope: string) => Promise<ClientToken>

/** Makes what makes the access tokens of clients (RFC 9068): the subject is the client, and there is no session. */
export function createClientTokens(options: ClientTokensOptions): IssueClientToken {
  const { config, keys, clock, newId } = options
  const expiresIn = Math.min(config.accessSeconds, MAX_SECONDS)

  return async ({ id }, scope) => {
    const now = Math.floor(clock.now().getTime() / 1_000)
    const { kid, privateKey } = keys.signingKey()
    const accessToken = await new SignJWT({ client_id: id, scope })
      .setProtectedHeader({ alg: 'Ed25519', typ: 'at+jwt', kid })
      .setIssuer(config.issuer)
      .setAudience(config.audience)
      .setSubject(id)
      .setJti(newId())
      .setIssuedAt(now)
      .setExpirationTime(now + expiresIn)
      .sign(privateKey)
    return { accessToken, expiresIn }
  }
}
