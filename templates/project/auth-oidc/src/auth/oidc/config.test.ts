import { describe, expect, it } from 'vitest'
import { productionEnv } from '../../../test/support/config.ts'
import { ConfigError, describeConfig, readConfig } from '../../config.ts'

const good = {
  name: 'google',
  issuer: 'https://accounts.google.com',
  clientId: 'my-service',
  clientSecret: 'GOCSPX-q8Jx0vT4mZ7rLw2N',
}

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://localhost/x',
  ...productionEnv,
}

function read(providers: unknown, env: Readonly<Record<string, string>> = production) {
  const text = typeof providers === 'string' ? providers : JSON.stringify(providers)
  return readConfig({ ...env, OIDC_PROVIDERS: text })
}

it('takes providers, and asks them for no more than is needed (S-OI6)', () => {
  const { oidc } = read([good, { ...good, name: 'own', scopes: 'openid profile email' }])

  expect(oidc.providers.map(({ name, scopes }) => [name, scopes])).toEqual([
    ['google', 'openid email'],
    ['own', 'openid profile email'],
  ])
  expect(readConfig(production).oidc.providers).toEqual([])
})

it('takes them from a file', () => {
  const env = { ...production, OIDC_PROVIDERS_FILE: '/run/secrets/providers' }
  expect(readConfig(env, () => JSON.stringify([good])).oidc.providers).toHaveLength(1)
})

describe('stops the start, and tells no secret', () => {
  it.each([
    ['{', 'is no list in JSON'],
    [{}, 'is no list in JSON'],
    [[1], 'which is no object'],
    [[{ ...good, issuer: undefined }], 'the first, whose issuer is missing or wrong'],
    [[good, { ...good, name: 'A B' }], 'the second, whose name is missing or wrong'],
    [[{ ...good, issuer: 'https://x.example/?a' }], 'whose issuer is missing or wrong'],
    [[{ ...good, issuer: 'https://user@x.example' }], 'whose issuer is missing or wrong'],
    [[{ ...good, issuer: 'http://x.example' }], 'whose issuer is not https'],
    [[{ ...good, clientSecret: '' }], 'whose clientSecret is missing or wrong'],
    [[{ ...good, clientSecret: 'short' }], 'whose clientSecret is shorter than 16 characters'],
    [[{ ...good, clientSecret: 'your-client-secret' }], 'looks like a placeholder'],
    [[{ ...good, clientSecret: '<the secret of google>' }], 'looks like a placeholder'],
    [[{ ...good, clientSecret: 'ababababababababab' }], 'whose clientSecret repeats itself'],
    [[{ ...good, scopes: 'email' }], 'whose scopes lack openid'],
    [[{ ...good, scopes: 'openid  email' }], 'whose scopes is missing or wrong'],
    [[{ ...good, clientSecrets: 'x' }], 'with a key that nobody knows'],
    [[good, good], 'two providers of one name'],
  ])('%j', (providers, problem) => {
    const reading = () => read(providers)

    expect(reading).toThrow(ConfigError)
    expect(reading).toThrow(problem)
    expect(reading).not.toThrow(good.clientSecret)
  })
})

it('stops no program that does not need them', () => {
  const matters = (variable: string) => variable.startsWith('DATABASE_')
  for (const text of ['{', '[1]']) {
    const config = readConfig({ ...production, OIDC_PROVIDERS: text }, undefined, matters)
    expect(config.oidc.providers).toEqual([])
  }
})

it('takes what is plain outside production', () => {
  const plain = { ...good, issuer: 'http://localhost:8080/realms/one', clientSecret: 'secret' }
  expect(read([plain], { ...production, NODE_ENV: 'test' }).oidc.providers).toHaveLength(1)
})

it('describes them without their secrets', () => {
  const described = JSON.stringify(describeConfig(read([good])))

  expect(described).toContain(good.issuer)
  expect(described).not.toContain(good.clientSecret)
})
