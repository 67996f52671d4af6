import { expect, test } from 'vitest'
import { productionEnv, testConfig } from '../../test/support/config.ts'
import { type ConfigError, describeConfig, readConfig } from '../config.ts'

const DATABASE_URL = 'postgres://app:secret@db.internal/shop'

function problemsOf(env: Readonly<Record<string, string>>): string[] {
  try {
    readConfig({ ...productionEnv, DATABASE_URL, ...env })
    return []
  } catch (error) {
    return (error as ConfigError).problems.map(({ variable }) => variable)
  }
}

test('production says whose tokens it takes, and for whom', () => {
  expect(problemsOf({})).toEqual([])
  expect(problemsOf({ AUTH_ISSUER: '', AUTH_AUDIENCE: '' })).toEqual([
    'AUTH_ISSUER',
    'AUTH_AUDIENCE',
  ])
})

test.each([
  ['AUTH_ISSUER', 'login.example.com'],
  ['AUTH_ISSUER', 'http://login.example.com'],
  ['AUTH_ISSUER', 'https://user:password@login.example.com'],
  ['AUTH_ISSUER', 'https://login.example.com/?tenant=1'],
  ['AUTH_KEYS_URL', 'http://login.example.com/jwks'],
  ['AUTH_ALGORITHM', 'HS256'],
  ['AUTH_ALGORITHM', 'none'],
  ['AUTH_ROLE_MAP', 'staff'],
  ['AUTH_ROLE_MAP', 'staff=editor=admin'],
  ['AUTH_ROLE_MAP', 'staff=editor,'],
])('production does not start with %s=%s', (variable, value) => {
  expect(problemsOf({ [variable]: value })).toEqual([variable])
})

test('development takes an issuer of this machine, and starts without one', () => {
  expect(testConfig({ AUTH_ISSUER: 'http://localhost:4000' }).auth.issuer).toMatch('localhost')
  expect(testConfig().auth.issuer).toBeUndefined()
})

test('what is read is told to the log', () => {
  const { auth } = describeConfig(testConfig({ AUTH_ROLE_MAP: 'staff=editor, admins=admin' }))
  expect(auth).toMatchObject({
    algorithm: 'RS256',
    roleMap: { staff: 'editor', admins: 'admin' },
    claims: { roles: 'roles', scopes: 'scope' },
  })
})
