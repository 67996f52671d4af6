import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { afterEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../test/support/app.ts'

// An identity provider as far as a resource server sees it: a discovery document, keys, and tokens
// that it has signed.

const { publicKey, privateKey } = await generateKeyPair('RS256')
const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256' }

interface Provider {
  readonly issuer: string
  /** What it answers under a path, if not as it should. */
  readonly answers: Map<string, unknown>
  /** The paths that were asked for. */
  readonly asked: string[]
}

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function startProvider(): Promise<Provider> {
  const answers = new Map<string, unknown>()
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const usual = path === '/jwks' ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/jwks` }
    const answer = answers.has(path) ? answers.get(path) : usual
    response.writeHead(answer === undefined ? 500 : 200).end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  closers.push(
    () => server.closeAllConnections(),
    () => server.close(),
  )
  return { issuer, answers, asked }
}

async function startApp(env: Readonly<Record<string, string>>): Promise<TestApp> {
  const app = await createTestApp({ identify: 'own', env: { AUTH_AUDIENCE: 'things', ...env } })
  closers.push(() => app.close())
  return app
}

async function tokenOf(issuer: string, own: JWTPayload = {}, kid = 'one'): Promise<string> {
  const claims = { roles: ['editor'], scope: 'a:read b:read', ...own }
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid })
    .setIssuer(issuer)
    .setAudience('things')
    .setSubject('somebody')
    .setIssuedAt()
    .setExpirationTime('5 minutes')
    .sign(privateKey)
}

function ask(app: TestApp, token?: string) {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  return app.api.inject({ url: '/v1/me', headers })
}

describe('a token of the provider', () => {
  it('says who calls, what roles they have, and what they may', async () => {
    const { issuer } = await startProvider()
    const app = await startApp({ AUTH_ISSUER: issuer })
    const answer = await ask(app, await tokenOf(issuer))

    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({
      id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-5/),
      roles: ['editor'],
      scopes: ['a:read', 'b:read'],
    })
    expect((await ask(app, await tokenOf(issuer))).json().id).toBe(answer.json().id)
  })

  it('is of another subject with another issuer', async () => {
    const [one, other] = [await startProvider(), await startProvider()]
    const ids = await Promise.all(
      [one, other].map(async ({ issuer }) => {
        const app = await startApp({ AUTH_ISSUER: issuer })
        return (await ask(app, await tokenOf(issuer))).json().id
      }),
    )

    expect(ids[0]).not.toBe(ids[1])
  })

  it.each([
    ['of another issuer', { iss: 'https://issuer.example' }],
    ['for another service', { aud: 'others' }],
    ['that has expired', { exp: 1 }],
  ])('is refused %s', async (_, own) => {
    const { issuer } = await startProvider()
    const app = await startApp({ AUTH_ISSUER: issuer })
    const signed = new SignJWT({ iss: issuer, aud: 'things', sub: 'somebody', ...own })
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: 'one' })
      .setIssuedAt()
    const token = await ('exp' in own ? signed : signed.setExpirationTime('5 minutes')).sign(
      privateKey,
    )
    const answer = await ask(app, token)

    expect(answer.statusCode).toBe(401)
    expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"')
  })

  it('is nobody where no issuer is set, and without one', async () => {
    const { issuer } = await startProvider()

    expect((await ask(await startApp({}), await tokenOf(issuer))).statusCode).toBe(401)
    expect((await ask(await startApp({ AUTH_ISSUER: issuer }))).statusCode).toBe(401)
  })
})

describe('roles and scopes', () => {
  const claims = {
    roles: 'staff other',
    scp: ['a:read'],
    realm_access: { roles: ['idp-admins', 7] },
  }

  it.each([
    [{}, ['staff', 'other'], ['a:read', 'b:read']],
    [{ AUTH_SCOPES_CLAIM: 'scp' }, ['staff', 'other'], ['a:read']],
    [{ AUTH_ROLES_CLAIM: '/realm_access/roles' }, ['idp-admins'], ['a:read', 'b:read']],
    [{ AUTH_ROLES_CLAIM: '/realm_access/constructor' }, [], ['a:read', 'b:read']],
    [{ AUTH_ROLES_CLAIM: 'toString' }, [], ['a:read', 'b:read']],
    [{ AUTH_ROLE_MAP: 'staff=editor,idp-admins=admin' }, ['editor'], ['a:read', 'b:read']],
  ])('are read as %j says', async (env, roles, scopes) => {
    const { issuer } = await startProvider()
    const app = await startApp({ AUTH_ISSUER: issuer, ...env })
    const answer = await ask(app, await tokenOf(issuer, claims))

    expect(answer.json()).toMatchObject({ roles, scopes })
  })
})

describe('the provider', () => {
  it('is asked once, however many ask at once, and whatever keys they name', async () => {
    const { issuer, asked } = await startProvider()
    const app = await startApp({ AUTH_ISSUER: issuer })
    const tokens = [
      ...Array.from({ length: 20 }, () => tokenOf(issuer)),
      ...Array.from({ length: 20 }, (_, index) => tokenOf(issuer, {}, `made up ${index}`)),
    ]
    const answers = await Promise.all(tokens.map(async (token) => ask(app, await token)))

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([
      ...Array<number>(20).fill(200),
      ...Array<number>(20).fill(401),
    ])
    expect(asked).toEqual(['/.well-known/openid-configuration', '/jwks'])
  })

  it.each([
    ['is down', '/jwks', undefined],
    ['is another one', '/.well-known/openid-configuration', { issuer: 'https://other.example' }],
    ['shows no keys', '/jwks', { keys: 'none' }],
  ])('that %s is announced to who sends a token, and to nobody else', async (_, path, answer) => {
    const { issuer, answers } = await startProvider()
    answers.set(path, answer)
    const app = await startApp({ AUTH_ISSUER: issuer })
    const refused = await ask(app, await tokenOf(issuer))

    expect(refused.statusCode).toBe(503)
    expect(refused.headers['retry-after']).toBeDefined()
    expect((await ask(app)).statusCode).toBe(401)
    expect((await app.api.inject('/health/live')).statusCode).toBe(200)
  })

  it('may show its keys under an address of its own', async () => {
    const { issuer, asked } = await startProvider()
    const app = await startApp({ AUTH_ISSUER: issuer, AUTH_KEYS_URL: `${issuer}/jwks` })

    expect((await ask(app, await tokenOf(issuer))).statusCode).toBe(200)
    expect(asked).toEqual(['/jwks'])
  })
})
