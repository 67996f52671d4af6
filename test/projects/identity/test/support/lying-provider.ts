import { createServer, type IncomingMessage } from 'node:http'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { listen, stop } from './oidc-provider.ts'

/** What a provider says that nobody should believe, or that says it badly. */
export interface Lies {
  /** Members of its discovery document. */
  readonly document?: Readonly<Record<string, unknown>>
  /** Makes its ID token of what would be right. */
  readonly idToken?: (claims: JWTPayload) => Promise<string>
  /** What it answers to everything. */
  readonly status?: number
  /** It takes requests and never answers. */
  readonly isSilent?: boolean
}

/** A provider that a test has in its hand. It gives a token for any code. */
export interface LyingProvider {
  readonly issuer: string
  readonly entry: Readonly<Record<string, string>>
  /** Of the ID tokens that it makes if nothing else is said. */
  readonly sign: (claims: JWTPayload) => Promise<string>
  lie(lies: Lies): void
  /** What it was asked for since it lied last. */
  readonly requests: readonly string[]
  close(): Promise<void>
}

export async function startLyingProvider(name: string): Promise<LyingProvider> {
  const server = createServer()
  const issuer = await listen(server)
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'known', alg: 'ES256', use: 'sig' }]
  const requests: string[] = []
  let lies: Lies = {}

  const sign = (claims: JWTPayload) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'known' }).sign(privateKey)

  async function answerTo(path: string, form: URLSearchParams): Promise<object> {
    if (path === '/jwks') return { keys }
    if (path !== '/token') {
      return {
        issuer,
        authorization_endpoint: `${issuer}/login`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        id_token_signing_alg_values_supported: ['ES256', 'HS256', 'none'],
        ...lies.document,
      }
    }
    const now = Math.floor(Date.now() / 1_000)
    // The test puts the nonce into the code.
    const claims = {
      iss: issuer,
      aud: 'my-service',
      sub: 'somebody',
      iat: now,
      exp: now + 60,
      nonce: form.get('code') ?? '',
      email: 'somebody@example.com',
      email_verified: true,
    }
    const idToken = await (lies.idToken ?? sign)(claims)
    return { access_token: 'of-the-provider', token_type: 'Bearer', id_token: idToken }
  }

  server.on('request', async (request, response) => {
    const path = request.url ?? ''
    requests.push(path)
    if (lies.isSilent) return
    const form = new URLSearchParams(await bodyOf(request))
    const answer = lies.status === undefined ? await answerTo(path, form) : { error: 'broken' }
    response.writeHead(lies.status ?? 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer))
  })

  return {
    issuer,
    entry: { name, issuer, clientId: 'my-service', clientSecret: 'a secret of this test' },
    sign,
    requests,
    lie(next) {
      lies = next
      requests.length = 0
    },
    close: () => stop(server),
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
