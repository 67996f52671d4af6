import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import Provider from 'oidc-provider'

/** Somebody as a provider knows them. */
export interface Person {
  readonly sub: string
  readonly email?: string
  readonly email_verified?: boolean
}

export interface ProviderOptions {
  /** What our service calls it. */
  readonly name: string
  /** Where it sends browsers back to. */
  readonly redirectUri: string
  /** Says the address in the ID token, as many do, and not in the user info alone. */
  readonly tellsInIdToken?: boolean
}

/** A whole provider (a certified one) in the process of a test, where whoever comes is logged in. */
export interface TestProvider {
  readonly issuer: string
  /** An entry of OIDC_PROVIDERS. */
  readonly entry: Readonly<Record<string, string>>
  /** Who sits in front of the browsers that come from now on. */
  seat(person: Person): void
  /** How many requests came, to an address or to all. */
  requests(path?: string): number
  /** From now on it signs with another key, and shows no other. */
  rotate(): Promise<void>
  close(): Promise<void>
}

export const CLIENT_SECRET = 'k3Wm9xQ2vT7pLz5RbN8dYc4H'

export async function startProvider(options: ProviderOptions): Promise<TestProvider> {
  const { name, redirectUri, tellsInIdToken = false } = options
  const server = createServer()
  const issuer = await listen(server)
  const people = new Map<string, Person>()
  const paths: string[] = []
  let seated = ''
  let provider = await make()

  async function make(): Promise<Provider> {
    const made = new Provider(issuer, {
      clients: [
        {
          client_id: 'my-service',
          client_secret: CLIENT_SECRET,
          redirect_uris: [redirectUri],
          grant_types: ['authorization_code'],
          response_types: ['code'],
        },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'] },
      conformIdTokenClaims: !tellsInIdToken,
      cookies: { keys: ['of this test alone'] },
      jwks: { keys: [await createSigningKey()] },
      pkce: { required: () => true },
      ttl: { AccessToken: 60, Grant: 600, IdToken: 60, Interaction: 600, Session: 600 },
      features: { devInteractions: { enabled: false } },
      findAccount: (_context, sub) => {
        const person = people.get(sub)
        return person && { accountId: sub, claims: () => ({ ...person }) }
      },
      // Nobody is asked whether our service may know who it is.
      async loadExistingGrant({ oidc }) {
        const [clientId, accountId] = [oidc.client?.clientId, oidc.session?.accountId]
        if (clientId === undefined || accountId === undefined) return undefined
        const grant = new made.Grant({ clientId, accountId })
        grant.addOIDCScope('openid email')
        await grant.save()
        return grant
      },
    })
    return made
  }

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url?.split('?', 1)[0] ?? ''
    paths.push(path)
    if (!path.startsWith('/interaction/')) return provider.callback()(request, response)
    return provider.interactionFinished(request, response, { login: { accountId: seated } })
  })

  return {
    issuer,
    entry: { name, issuer, clientId: 'my-service', clientSecret: CLIENT_SECRET },
    seat(person) {
      people.set(person.sub, person)
      seated = person.sub
    },
    requests: (path) => paths.filter((it) => path === undefined || it === path).length,
    async rotate() {
      provider = await make()
    },
    close: () => stop(server),
  }
}

let keys = 0

async function createSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  keys += 1
  return { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: `key-${keys}` }
}

/** Lets it listen on a free port of this machine; answers its address. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export async function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
