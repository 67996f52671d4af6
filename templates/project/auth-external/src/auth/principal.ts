import type { Principal } from '../shared/principal.ts'
import type { AuthConfig } from './config.ts'
import { principalFrom } from './guard.ts'
import type { Claims } from './verifier.ts'

/** Makes the function that says who is behind a token, and what it says that they may. */
export function createToPrincipal({ claims: names, roleMap }: AuthConfig) {
  return (claims: Claims): Principal => {
    const roles = wordsIn(valueAt(claims, names.roles))
    return {
      ...principalFrom(claims),
      // A role that the map does not name is of another program.
      roles: roleMap ? [...new Set(roles.flatMap((role) => roleMap.get(role) ?? []))] : roles,
      scopes: wordsIn(valueAt(claims, names.scopes)),
      ...authenticatedAt(claims),
    }
  }
}

/** A claim by its name, or, with slashes, by its place (RFC 6901): `/realm_access/roles`. */
function valueAt(claims: Claims, name: string): unknown {
  if (!name.startsWith('/')) return Object.hasOwn(claims, name) ? claims[name] : undefined
  const keys = name.slice(1).split('/')
  return keys.reduce<unknown>((at, key) => {
    const word = key.replaceAll('~1', '/').replaceAll('~0', '~')
    const isObject = typeof at === 'object' && at !== null
    return isObject && Object.hasOwn(at, word) ? (at as Record<string, unknown>)[word] : undefined
  }, claims)
}

/** A list, or a text with blanks between its words: providers have either. */
function wordsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split(' ').filter(Boolean)
  return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : []
}

function authenticatedAt({ auth_time: time }: Claims): { readonly authenticatedAt?: Date } {
  return typeof time === 'number' ? { authenticatedAt: new Date(time * 1_000) } : {}
}
