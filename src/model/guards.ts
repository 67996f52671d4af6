import { createPublicKey } from 'node:crypto'
import { UserError } from '../errors.ts'
import type { JwtMiddlewareOperation } from '../manifest/manifest.ts'
import type { Access } from './access.ts'
import { printLiteral } from './literal.ts'
import { shown } from './shown.ts'
import { camelCase } from './words.ts'

/** What `--guard` says where the guard of the whole project is meant. */
export const NO_GUARD = 'none'

/**
 * The guard of a resource, after an operation that says one or says none.
 *
 * @throws UserError for a guard of what is for everyone
 */
export function guardAfter(
  access: Access,
  before: string | null,
  said: string | undefined,
): string | null {
  if (access === 'public') {
    if (said === undefined || said === NO_GUARD) return null
    throw new UserError('What is for everyone has no guard: nobody is asked who calls.', {
      help: `Say whom it is for: --access authenticated --guard ${said}`,
    })
  }
  if (said === undefined) return before
  return said === NO_GUARD ? null : said
}

/** @throws UserError for a guard that is not there */
export function checkGuard(
  guards: readonly Pick<JwtMiddlewareOperation, 'name'>[],
  said: string | undefined,
): void {
  if (said === undefined || said === NO_GUARD || guards.some(({ name }) => name === said)) return
  const known = guards.map(({ name }) => name).join(', ')
  throw new UserError(`There is no guard ${shown(said)}.`, {
    help: `${known ? `There are: ${known}. ` : ''}Make it: npx plop jwt-middleware ${shown(said)}`,
  })
}

/** @throws UserError for a name that another guard has */
export function checkFreeGuard(
  guards: readonly Pick<JwtMiddlewareOperation, 'name'>[],
  { name }: Pick<JwtMiddlewareOperation, 'name'>,
): void {
  if (name === NO_GUARD) {
    throw new UserError('A guard cannot be called none.', {
      help: 'It says that there is no guard: give it another name.',
    })
  }
  if (guards.some((other) => other.name === name)) {
    throw new UserError(`There is a guard ${name} already.`, {
      help: 'Give the new one another name. Nothing was changed.',
    })
  }
}

/** How tokens may be signed: by one key of a pair, never by a secret that both sides know. */
export const algorithms = ['Ed25519', 'EdDSA', 'ES256', 'ES384', 'PS256', 'RS256'] as const

/** A guard as its templates see it. */
export interface GuardFileModel {
  /** The folders of templates that it is made of: whose tokens it takes, and what it needs, decide. */
  readonly folders: readonly `jwt-middleware-${'own' | 'foreign' | 'roles' | 'tokens'}`[]
  /** `partners`: the file, and what routes call it. */
  readonly file: string
  /** `partnersGuard` */
  readonly constant: string
  /** Code: `'https://login.example.com'`, and so on; empty where the tokens are the project's own. */
  readonly issuer: string
  readonly audience: string
  readonly algorithm: string
  readonly type: string
  /** `new URL('https://…')`, or the keys themselves. */
  readonly keys: string
  /** `scopes: ['orders:read'],` and the same of roles, where some are needed. */
  readonly needs: readonly string[]
  /** What a caller has who is let in, for a test: `'orders:read'`. */
  readonly scopes: string
  readonly roles: string
  /** The lines of the test that somebody is turned away who lacks what is needed. */
  readonly refusals: readonly string[]
}

/** What the operation amounts to. */
export function guardFile(operation: JwtMiddlewareOperation): GuardFileModel {
  const { name, keys, issuer = '', audience = '', algorithm = '', type = '' } = operation
  const [scopes, roles] = [operation.scopes, operation.roles].map(listOf) as [string, string]
  return {
    folders: foldersOf(keys, roles),
    file: name,
    constant: `${camelCase(name.split('-'))}Guard`,
    issuer: printLiteral(issuer),
    audience: printLiteral(audience),
    algorithm: printLiteral(algorithm),
    type: printLiteral(type),
    keys: keysOf(keys),
    needs: [
      ...(scopes === '' ? [] : [`scopes: [${scopes}],`]),
      ...(roles === '' ? [] : [`roles: [${roles}],`]),
    ],
    scopes,
    roles,
    refusals: scopes === '' && roles === '' ? [] : refusals,
  }
}

const refusals = [
  '',
  "it('refuses whoever lacks what it needs', async () => {",
  "  const answer = await ask({ scope: 'other', roles: ['other'] })",
  '',
  '  expect(answer.statusCode).toBe(403)',
  `  expect(answer.headers['www-authenticate']).toBe('Bearer error="insufficient_scope"')`,
  '})',
]

function foldersOf(keys: string, roles: string): GuardFileModel['folders'] {
  if (keys === OWN_KEYS) return ['jwt-middleware-own']
  // Roles have to be read from the token.
  return ['jwt-middleware-tokens', roles === '' ? 'jwt-middleware-foreign' : 'jwt-middleware-roles']
}

/** What `--keys` says where the tokens are those of the project. */
export const OWN_KEYS = 'own'

function listOf(words = ''): string {
  return words
    .split(' ')
    .filter((word) => word !== '')
    .map(printLiteral)
    .join(', ')
}

function keysOf(keys: string): string {
  if (keys === OWN_KEYS) return ''
  if (keys.startsWith('https://')) return `new URL(${printLiteral(keys)})`
  const members = Object.entries(publicJwk(keys)).map(
    ([name, value]) => `${name}: ${printLiteral(String(value))}`,
  )
  return `{ keys: [{ ${members.join(', ')} }] }`
}

/**
 * A public key as a JSON Web Key (RFC 7517).
 *
 * @param spki in base64, as between the lines of a PEM file
 * @throws UserError for what is no public key
 */
export function publicJwk(spki: string): object {
  try {
    const key = { key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' } as const
    return createPublicKey(key).export({ format: 'jwk' })
  } catch {
    throw new UserError('These are not the bytes of a public key.', {
      help: 'It is what openssl pkey -pubout prints: npx plop jwt-middleware <name> -- --keys key.pem',
    })
  }
}
