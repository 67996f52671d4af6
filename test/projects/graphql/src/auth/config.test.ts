import { describe, expect, test } from 'vitest'
import { productionEnv } from '../../test/support/config.ts'
import { ConfigError, describeConfig, readConfig } from '../config.ts'
import { createKey, printKeySet } from './keys/key-set.ts'

const keys = printKeySet([createKey(0)])
const base = { CURSOR_SECRET: 'q8Jx0vT4mZ7rLw2NcYb5HdKf9sGuPe1A' }
const development = { ...base, NODE_ENV: 'development' }
const own = { AUTH_ISSUER: 'https://api.example.com', AUTH_KEYS: keys }
const production = {
  ...productionEnv,
  ...own,
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://db/shop',
}

/** What is wrong with the variables of tokens and sessions. */
function problemsOf(env: Readonly<Record<string, string>>, readFile = () => keys) {
  try {
    readConfig(env, readFile)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.filter(({ variable }) => /^AUTH_(?!LOGIN)/.test(variable))
  }
  return []
}

test('production does not start without keys and an issuer, and says how to make them', () => {
  const { AUTH_KEYS: _, AUTH_ISSUER: __, ...without } = production
  expect(problemsOf(without)).toEqual([
    expect.objectContaining({ variable: 'AUTH_ISSUER', problem: 'is not set' }),
    {
      variable: 'AUTH_KEYS',
      problem: 'is not set, nor AUTH_KEYS_FILE',
      expected: 'keys as `node dist/src/commands/keys.js generate` prints them',
    },
  ])
  expect(problemsOf(production)).toEqual([])
})

test('development makes keys of its own, a test holds them in memory', () => {
  const { auth } = readConfig({ ...development, DATA_DIR: 'there' })
  expect(auth.keys).toEqual({ from: 'development', path: 'there/auth-keys.json' })
  expect(auth.issuer).toBe('http://localhost:3000')
  expect(readConfig({ ...base, NODE_ENV: 'test' }).auth.keys).toEqual({ from: 'memory' })
})

describe('keys are refused', () => {
  test.each([
    ['a word', 'changeme'],
    ['a secret of 32 bytes', 'q8Jx0vT4mZ7rLw2NcYb5HdKf9sGuPe1A'],
    ['a set without keys', '{"keys":[]}'],
    ['a set of which none signs yet', printKeySet([createKey(Date.now() / 1_000 + 1e6)])],
  ])('%s', (_, AUTH_KEYS) => {
    for (const env of [production, development]) {
      expect(problemsOf({ ...env, AUTH_KEYS }).map(({ variable }) => variable)).toEqual([
        'AUTH_KEYS',
      ])
    }
  })

  test('from a file as well, and none is named that cannot be read', () => {
    const env = { ...production, AUTH_KEYS: '', AUTH_KEYS_FILE: '/run/secrets/keys' }
    expect(problemsOf(env)).toEqual([])
    expect(readConfig(env, () => keys).auth.keys).toEqual({
      from: 'file',
      path: '/run/secrets/keys',
    })
    expect(problemsOf(env, () => 'no')).toMatchObject([{ variable: 'AUTH_KEYS' }])
    const missing = () => {
      throw new Error('ENOENT')
    }
    expect(problemsOf(env, missing)).toMatchObject([{ variable: 'AUTH_KEYS_FILE' }])
  })
})

test.each([
  'api.example.com',
  'https://api.example.com/?a',
  'https://api.example.com/#a',
  'https://user:hunter2@api.example.com',
  'https://api.example.com ',
  'http://api.example.com',
  'ftp://api.example.com',
  'javascript:alert(1)',
])('%s is no issuer in production', (AUTH_ISSUER) => {
  expect(problemsOf({ ...production, AUTH_ISSUER })).toMatchObject([{ variable: 'AUTH_ISSUER' }])
})

test('a token never holds for more than a quarter of an hour', () => {
  const env = { ...production, AUTH_ACCESS_TOKEN_SECONDS: '901' }
  expect(problemsOf(env)).toMatchObject([{ variable: 'AUTH_ACCESS_TOKEN_SECONDS' }])
})

test('a session is not idle for longer than it lasts', () => {
  const env = { ...production, AUTH_SESSION_IDLE_DAYS: '31', AUTH_SESSION_DAYS: '30' }
  expect(problemsOf(env)).toMatchObject([{ variable: 'AUTH_SESSION_IDLE_DAYS' }])
})

test('pages are those of the service, of the app if there is one, and those that may read answers', () => {
  const CORS_ORIGINS = 'https://a.example.com, https://b.example.com'
  const env = { ...production, APP_URL: 'https://app.example.com/start', CORS_ORIGINS }
  const others = ['https://a.example.com', 'https://b.example.com']
  const own = ['https://api.example.com', 'https://app.example.com', ...others]
  expect(readConfig(env).auth.origins).toEqual(own)
})

test('the log is told where the keys come from, and no key', () => {
  const text = JSON.stringify(describeConfig(readConfig(production)))
  const { d, x } = JSON.parse(keys).keys[0]
  expect(text).toContain('"keys":"variable"')
  expect(text).not.toContain(d)
  expect(text).not.toContain(x)
})
