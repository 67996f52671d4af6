import type { JSONWebKeySet } from 'jose'
import type { Clock } from '../shared/clock.ts'
import type { AuthConfig } from './config.ts'
import { createRemoteKeys, fetchJson } from './remote-keys.ts'
import type { Trust } from './verifier.ts'

/** What is believed of the tokens of the identity provider. */
export function trustIn(
  { issuer, audience, keysUrl, algorithm, tokenType }: AuthConfig & { readonly issuer: string },
  clock: Clock,
): Trust {
  return {
    issuer,
    audience,
    algorithms: [algorithm],
    types: [tokenType],
    names: [],
    findKey: keysUrl
      ? createRemoteKeys(new URL(keysUrl), clock)
      : createRemoteKeys(discoveryAddress(issuer), clock, (address) =>
          discoverKeys(address, issuer),
        ),
  }
}

/** OpenID Connect Discovery 1.0, 4.1: behind the path of the issuer, whatever it is. */
function discoveryAddress(issuer: string): URL {
  return new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
}

/**
 * The keys that the discovery document leads to.
 *
 * @throws Error where the document is of another issuer (4.3: it has to be the same, letter by letter)
 */
async function discoverKeys(address: URL, issuer: string): Promise<JSONWebKeySet> {
  const document = (await fetchJson(address)) as { issuer?: unknown; jwks_uri?: unknown }
  if (document.issuer !== issuer) throw new Error('the discovery document is of another issuer')
  const keys = URL.parse(String(document.jwks_uri))
  const isSafe = keys?.protocol === 'https:' || address.protocol === 'http:'
  if (!keys || !isSafe) throw new Error('the discovery document names no address of keys')
  return (await fetchJson(keys)) as JSONWebKeySet
}
