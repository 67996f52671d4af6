import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from './support/app.ts'

// Against a whole identity provider (a certified one), not one that was made up for the test: a program
// gets a token of it for this service, with the credentials of a client.

const audience = 'https://api.example'
const { privateKey } = await generateKeyPair('RS256', { extractable: true })
const credentials = { client_id: 'a-machine', client_secret: 'a-secret-of-this-test' }

let server: Server
let issuer: string
let app: TestApp

beforeAll(async () => {
  server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        ...credentials,
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'one' }] },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context, resource) => ({
          audience: resource,
          scope: 'things:read things:write',
          accessTokenFormat: 'jwt',
          accessTokenTTL: 300,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  })
  server.on('request', provider.callback())
  app = await createTestApp({
    identify: 'own',
    env: { AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience },
  })
})

afterAll(async () => {
  await app.close()
  server.closeAllConnections()
  server.close()
})

async function tokenFor(resource: string): Promise<string> {
  const form = { ...credentials, grant_type: 'client_credentials', scope: 'things:read', resource }
  const answer = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(form) })
  const { access_token: token } = (await answer.json()) as { access_token: string }
  return token
}

function ask(token: string) {
  return app.api.inject({ url: '/v1/me', headers: { authorization: `Bearer ${token}` } })
}

it('knows a client by the token that it has got for this service', async () => {
  const answer = await ask(await tokenFor(audience))

  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toMatchObject({ roles: [], scopes: ['things:read'] })
})

it('knows nobody by a token for another service', async () => {
  expect((await ask(await tokenFor('https://other.example'))).statusCode).toBe(401)
})
