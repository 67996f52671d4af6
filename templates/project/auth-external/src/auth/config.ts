import { type Static, Type } from 'typebox'
import { SERVICE_NAME } from '../about.ts'
import { choice, text } from '../variables.ts'
import { type Algorithm, algorithms } from './verifier.ts'

/** What the environment says of the identity provider whose tokens are taken. */
export interface AuthConfig {
  /** Undefined, in development alone: nobody's tokens are taken. */
  readonly issuer: string | undefined
  readonly audience: string
  /** Where its keys are; undefined where its discovery document says it. */
  readonly keysUrl: string | undefined
  readonly algorithm: Algorithm
  /** What its access tokens call themselves. */
  readonly tokenType: string
  readonly claims: { readonly roles: string; readonly scopes: string }
  /** Its names of roles, and ours; null where they are the same. */
  readonly roleMap: ReadonlyMap<string, string> | null
}

/** The variables, for the list in `src/config.ts`. */
export const authVariables = {
  AUTH_ISSUER: text(255),
  AUTH_AUDIENCE: text(255),
  AUTH_KEYS_URL: text(500),
  AUTH_ALGORITHM: choice(...algorithms),
  AUTH_TOKEN_TYPE: text(40),
  AUTH_ROLES_CLAIM: text(255),
  AUTH_SCOPES_CLAIM: text(255),
  AUTH_ROLE_MAP: text(4_096),
}

const Variables = Type.Partial(Type.Object(authVariables))
type Values = Static<typeof Variables>
type Environment = 'development' | 'test' | 'production'
type Add = (variable: keyof typeof authVariables, problem: string, expected: string) => void

/** What no schema of a single variable can say. */
export function checkAuth(values: Values, environment: Environment, add: Add): void {
  const isProduction = environment === 'production'
  const expected = isProduction ? 'an https address' : 'an address of http or https'
  if (values.AUTH_ISSUER === undefined && isProduction) {
    add('AUTH_ISSUER', 'is not set', 'the `iss` of the tokens of your identity provider')
  }
  for (const variable of ['AUTH_ISSUER', 'AUTH_KEYS_URL'] as const) {
    const value = values[variable]
    if (value !== undefined && !isAddress(value, isProduction)) {
      add(variable, 'is not an address whose keys can be trusted', expected)
    }
  }
  if (values.AUTH_AUDIENCE === undefined && isProduction) {
    add('AUTH_AUDIENCE', 'is not set', 'the `aud` that your identity provider gives this service')
  }
  if (values.AUTH_ROLE_MAP !== undefined && readRoleMap(values.AUTH_ROLE_MAP) === undefined) {
    add(
      'AUTH_ROLE_MAP',
      'cannot be read',
      'its roles and ours, as in idp-admins=admin,staff=editor',
    )
  }
}

/** Whoever can change the keys on their way to here can make tokens. */
function isAddress(text: string, isProduction: boolean): boolean {
  const url = URL.parse(text)
  if (!url || !/^https?:\/\/[^\s?#@]+$/.test(text)) return false
  return url.protocol === 'https:' || !isProduction
}

/** What `checkAuth` has nothing against. */
export function readAuth(values: Values): AuthConfig {
  return {
    issuer: values.AUTH_ISSUER,
    audience: values.AUTH_AUDIENCE ?? SERVICE_NAME,
    keysUrl: values.AUTH_KEYS_URL,
    algorithm: values.AUTH_ALGORITHM ?? 'RS256',
    tokenType: values.AUTH_TOKEN_TYPE ?? 'at+jwt',
    claims: {
      roles: values.AUTH_ROLES_CLAIM ?? 'roles',
      scopes: values.AUTH_SCOPES_CLAIM ?? 'scope',
    },
    roleMap:
      values.AUTH_ROLE_MAP === undefined ? null : (readRoleMap(values.AUTH_ROLE_MAP) ?? null),
  }
}

function readRoleMap(text: string): ReadonlyMap<string, string> | undefined {
  const pairs = text.split(',').map((pair) => pair.trim().split('='))
  const isPair = (pair: readonly string[]): pair is [string, string] =>
    pair.length === 2 && pair.every((name) => /^[\w:./-]{1,64}$/.test(name))
  return pairs.every(isPair) ? new Map(pairs as [string, string][]) : undefined
}

/** For the log. */
export function describeAuth({ roleMap, ...rest }: AuthConfig): Record<string, unknown> {
  return { ...rest, roleMap: roleMap && Object.fromEntries(roleMap) }
}
