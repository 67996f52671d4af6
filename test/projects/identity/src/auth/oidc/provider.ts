import * as oidc from 'openid-client'
import type { SecurityEvents } from '../../observability/security-events.ts'
import type { Clock } from '../../shared/clock.ts'
import type { ProviderConfig } from './config.ts'
import { LoginRefusedError, providerIsDown } from './errors.ts'
import type { Login } from './logins.ts'
import { fetchFromProvider, outageIn, ProviderOutage } from './provider-fetch.ts'

const TIMEOUT_SECONDS = 5
/** For how long a provider that failed is not asked again. */
const REST_MS = 30_000
/** For how long its discovery document is believed. */
const FRESH_MS = 60 * 60 * 1_000

/** Whom a provider says that it has in front of it. */
export interface Identified {
  /** Together these are the person; an address passes to others. */
  readonly issuer: string
  readonly subject: string
  /** The address that the provider has confirmed; undefined where it does not say so. */
  readonly findEmail: () => Promise<string | undefined>
}

export interface ProviderDependencies {
  readonly clock: Clock
  readonly events: SecurityEvents
  /** Where the browser comes back to: from the configuration, never from a request. */
  readonly redirectUri: string
}

export type Provider = ReturnType<typeof createProvider>

/** Makes what talks to a provider: this service is its client (OpenID Connect Core 1.0, code flow). */
export function createProvider(config: ProviderConfig, dependencies: ProviderDependencies) {
  const { clock, events, redirectUri } = dependencies
  const { name, issuer } = config
  let known: { readonly configuration: oidc.Configuration; readonly at: number } | undefined
  let discovering: Promise<oidc.Configuration> | undefined
  let restsUntil = 0

  const now = () => clock.now().getTime()

  async function discover(): Promise<oidc.Configuration> {
    const configuration = await discoverFrom(config)
    known = { configuration, at: now() }
    return configuration
  }

  async function configurationOf(): Promise<oidc.Configuration> {
    if (known && now() - known.at < FRESH_MS) return known.configuration
    discovering ??= discover().finally(() => {
      discovering = undefined
    })
    return discovering
  }

  /** Whoever comes while it rests costs nothing, here and there. */
  function assertAwake(): void {
    const rest = restsUntil - now()
    if (rest > 0) throw providerIsDown(Math.ceil(rest / 1_000))
  }

  async function ask<T>(work: (configuration: oidc.Configuration) => Promise<T>): Promise<T> {
    assertAwake()
    try {
      return await work(await configurationOf())
    } catch (error) {
      const outage = outageIn(error)
      if (!outage) throw error
      restsUntil = now() + REST_MS
      events.record('auth.oidc.unavailable', { provider: name, reason: outage.message })
      throw providerIsDown(REST_MS / 1_000)
    }
  }

  return {
    name,

    /** @throws HttpError 503 while the provider is not asked, since it failed a moment ago */
    assertAwake,

    /** Where the browser goes to log in. */
    addressFor(state: string, { nonce, verifier }: Login): Promise<URL> {
      return ask(async (configuration) =>
        oidc.buildAuthorizationUrl(configuration, {
          redirect_uri: redirectUri,
          scope: config.scopes,
          state,
          nonce,
          code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        }),
      )
    },

    /**
     * Redeems what the browser brings from the provider.
     *
     * @throws LoginRefusedError for what is not an answer of this provider to this login
     */
    redeem(
      answer: Readonly<Record<string, string>>,
      state: string,
      { nonce, verifier }: Login,
    ): Promise<Identified> {
      const address = new URL(`${redirectUri}?${new URLSearchParams(answer)}`)
      return ask(async (configuration) => {
        const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier }
        const tokens = await oidc
          .authorizationCodeGrant(configuration, address, checks)
          .catch(refuse)
        const claims = tokens.claims()
        if (!claims || claims.iss !== issuer) throw new LoginRefusedError('issuer')
        const { sub: subject } = claims
        const userInfo = () =>
          ask((it) => oidc.fetchUserInfo(it, tokens.access_token, subject).catch(refuse))
        // By the standard an address is in the user info; many put it into the ID token as well.
        const isTold = 'email' in claims || !configuration.serverMetadata().userinfo_endpoint
        const findEmail = async () => confirmedEmail(isTold ? claims : await userInfo())
        return { issuer, subject, findEmail }
      })
    },
  }
}

async function discoverFrom(config: ProviderConfig): Promise<oidc.Configuration> {
  const { issuer, clientId, clientSecret } = config
  const isPlain = issuer.startsWith('http:')
  const configuration = await oidc
    .discovery(new URL(issuer), clientId, undefined, authenticateWith(clientSecret), {
      timeout: TIMEOUT_SECONDS,
      [oidc.customFetch]: fetchFromProvider,
      execute: [
        // The ID token comes over TLS; its signature is checked nevertheless, against the keys that
        // the issuer shows, so that nothing between here and there has to be believed.
        oidc.enableNonRepudiationChecks,
        // The configuration lets this through outside production alone.
        ...(isPlain ? [oidc.allowInsecureRequests] : []),
      ],
    })
    .catch((cause) => {
      throw outageIn(cause) ?? new ProviderOutage('cannot be discovered', { cause })
    })
  const metadata = configuration.serverMetadata()
  // Letter by letter, which the library does not do for all of them.
  if (metadata.issuer !== issuer) throw new ProviderOutage('calls itself by another name')
  const { protocol } = URL.parse(metadata.authorization_endpoint ?? '') ?? {}
  if (protocol !== 'https:' && !(isPlain && protocol === 'http:')) {
    throw new ProviderOutage('has no page to log in on')
  }
  return configuration
}

/** In the header (RFC 6749, 2.3.1), unless the provider says that it takes the body alone. */
function authenticateWith(secret: string): oidc.ClientAuth {
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const isBasic = methods.includes('client_secret_basic')
    const authenticate = isBasic ? oidc.ClientSecretBasic(secret) : oidc.ClientSecretPost(secret)
    authenticate(server, client, body, headers)
  }
}

function refuse(cause: unknown): never {
  throw outageIn(cause) ?? new LoginRefusedError(reasonOf(cause), { cause })
}

/** The code of an error of the library, which is in the log then. */
function reasonOf(error: unknown): string {
  const { error: said, code } = error as { readonly error?: unknown; readonly code?: unknown }
  const words = [said, code].filter((it) => typeof it === 'string' && /^\w{1,60}$/.test(it))
  return words.join(' ') || 'unknown'
}

/**
 * Nothing else than `true` is a confirmation. In plain ASCII: to a database that knows no case, a
 * Kelvin sign is a k, and the address that of somebody else.
 */
function confirmedEmail(claims: Readonly<Record<string, unknown>>): string | undefined {
  const { email, email_verified: isVerified } = claims
  const isAddress = typeof email === 'string' && /^[!-?A-~]+@[!-?A-~]+$/.test(email)
  return isAddress && isVerified === true && email.length <= 254 ? email : undefined
}
