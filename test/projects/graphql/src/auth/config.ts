import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { SERVICE_NAME } from '../about.ts'
import { boolean, integer, text } from '../variables.ts'
import { KeySetError, parseKeySet, signingKeyAt } from './keys/key-set.ts'

/** What the environment says of tokens and sessions. */
export interface AuthConfig {
  /** Who makes the tokens, as an address: a token of another environment has another one. */
  readonly issuer: string
  /** Whom they are for. */
  readonly audience: string
  readonly keys: KeyOrigin
  /** How often a file of keys is looked at. */
  readonly rereadSeconds: number
  /** How long an access token holds. */
  readonly accessSeconds: number
  /** After how long without a refresh a session ends. */
  readonly idleMs: number
  /** After how long it ends in any case. */
  readonly lifetimeMs: number
  /** How long ago somebody may have logged in to do what is delicate. */
  readonly reauthenticationMs: number
  /** For how long a refresh that is repeated gets the same answer; 0 for never. */
  readonly leewayMs: number
  /** Whether refresh tokens are kept in a cookie, where no script of a page can read them. */
  readonly cookie: boolean
  /** From which pages a request with that cookie is taken. */
  readonly origins: readonly string[]
}

export type KeyOrigin =
  | { readonly from: 'memory' }
  | { readonly from: 'variable'; readonly json: string }
  | { readonly from: 'file' | 'development'; readonly path: string }

/** What was stolen holds no longer than this; and no key is dropped before its last token is over. */
export const MAX_ACCESS_SECONDS = 900

/** The variables, for the list in `src/config.ts`. */
export const authVariables = {
  AUTH_ISSUER: text(255),
  AUTH_AUDIENCE: text(255),
  AUTH_KEYS: text(65_536),
  AUTH_KEYS_FILE: text(4_096),
  AUTH_KEYS_REREAD_SECONDS: integer(1, 300),
  AUTH_ACCESS_TOKEN_SECONDS: integer(60, MAX_ACCESS_SECONDS),
  AUTH_SESSION_IDLE_DAYS: integer(1, 90),
  AUTH_SESSION_DAYS: integer(1, 366),
  AUTH_REAUTHENTICATION_SECONDS: integer(60, 86_400),
  AUTH_REFRESH_LEEWAY_SECONDS: integer(0, 10),
  AUTH_REFRESH_COOKIE: boolean(),
}

const Variables = Type.Partial(Type.Object(authVariables))
type Values = Static<typeof Variables> & {
  readonly PORT?: number
  readonly DATA_DIR?: string
  readonly APP_URL?: string
  readonly CORS_ORIGINS?: string
}
type Environment = 'development' | 'test' | 'production'
type Add = (variable: keyof typeof authVariables, problem: string, expected: string) => void

/** Variables that hold a secret, and that a file may hold. */
export const authSecrets = ['AUTH_KEYS'] as const

const newKeys = 'keys as `node dist/src/commands/keys.js generate` prints them'

/** What no schema of a single variable can say. */
export function checkAuth(values: Values, environment: Environment, add: Add): void {
  const isProduction = environment === 'production'
  const { AUTH_ISSUER: issuer, AUTH_KEYS: keys } = values
  if (issuer !== undefined) {
    const problem = problemOfIssuer(issuer, isProduction)
    if (problem) add('AUTH_ISSUER', problem, 'an https address without ? and #')
  } else if (isProduction) {
    add('AUTH_ISSUER', 'is not set', 'the https address under which clients reach the service')
  }

  if (keys !== undefined) {
    const problem = problemOfKeys(keys)
    if (problem) add('AUTH_KEYS', problem, newKeys)
  } else if (isProduction && values.AUTH_KEYS_FILE === undefined) {
    add('AUTH_KEYS', 'is not set, nor AUTH_KEYS_FILE', newKeys)
  }

  const { AUTH_SESSION_IDLE_DAYS: idle = IDLE_DAYS, AUTH_SESSION_DAYS: days = DAYS } = values
  if (idle > days) {
    add('AUTH_SESSION_IDLE_DAYS', `is ${idle}`, `at most AUTH_SESSION_DAYS (${days})`)
  }
}

function problemOfIssuer(text: string, isProduction: boolean): string | undefined {
  const url = URL.parse(text)
  if (!url || !/^https?:\/\/[^\s?#@]+$/.test(text)) return 'is no address'
  return isProduction && url.protocol !== 'https:' ? 'is not https' : undefined
}

function problemOfKeys(text: string): string | undefined {
  try {
    const keys = parseKeySet(text)
    return signingKeyAt(keys, Date.now() / 1_000) ? undefined : 'has no key that signs yet'
  } catch (error) {
    if (error instanceof KeySetError) return error.message
    throw error
  }
}

const DAY_MS = 24 * 60 * 60 * 1_000
const IDLE_DAYS = 14
const DAYS = 90

/** What `checkAuth` has nothing against. */
export function readAuth(values: Values, environment: Environment): AuthConfig {
  const issuer = values.AUTH_ISSUER ?? `http://localhost:${values.PORT ?? 3000}`
  // Whoever may read what is answered may also ask.
  const others = (values.CORS_ORIGINS ?? '').split(',').map((it) => it.trim())
  const pages = [issuer, values.APP_URL ?? '', ...others]
  return {
    issuer,
    audience: values.AUTH_AUDIENCE ?? SERVICE_NAME,
    keys: keysOf(values, environment),
    rereadSeconds: values.AUTH_KEYS_REREAD_SECONDS ?? 30,
    accessSeconds: values.AUTH_ACCESS_TOKEN_SECONDS ?? 600,
    idleMs: (values.AUTH_SESSION_IDLE_DAYS ?? IDLE_DAYS) * DAY_MS,
    lifetimeMs: (values.AUTH_SESSION_DAYS ?? DAYS) * DAY_MS,
    reauthenticationMs: (values.AUTH_REAUTHENTICATION_SECONDS ?? 900) * 1_000,
    leewayMs: (values.AUTH_REFRESH_LEEWAY_SECONDS ?? 0) * 1_000,
    cookie: values.AUTH_REFRESH_COOKIE ?? false,
    origins: pages.flatMap((page) => URL.parse(page)?.origin ?? []),
  }
}

function keysOf(values: Values, environment: Environment): KeyOrigin {
  if (values.AUTH_KEYS_FILE !== undefined) return { from: 'file', path: values.AUTH_KEYS_FILE }
  if (values.AUTH_KEYS !== undefined) return { from: 'variable', json: values.AUTH_KEYS }
  if (environment !== 'development') return { from: 'memory' }
  return { from: 'development', path: join(values.DATA_DIR ?? '.data', 'auth-keys.json') }
}

/** For the log: all of it but the keys. */
export function describeAuth({ keys, ...rest }: AuthConfig): Record<string, unknown> {
  return { ...rest, keys: keys.from }
}
