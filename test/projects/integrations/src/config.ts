import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import {
  checkIntegrations,
  describeIntegrations,
  type IntegrationsConfig,
  integrationSecrets,
  integrationVariables,
  readIntegrations,
} from './integrations/config.ts'
import { type JobsConfig, jobsVariables, readJobs } from './jobs/config.ts'
import { boolean, choice, integer, text } from './variables.ts'
import {
  checkWebhooks,
  describeWebhooks,
  readWebhooks,
  type WebhooksConfig,
  webhookSecrets,
  webhookVariables,
} from './webhooks/config.ts'

export interface Config {
  readonly environment: 'development' | 'test' | 'production'
  readonly host: string
  readonly port: number
  /** A second listener for /metrics, /docs and health, away from the public; `null` for none. */
  readonly management: { readonly host: string; readonly port: number } | null
  /** Undefined: PostgreSQL embedded in this process (PGlite), never in production. */
  readonly databaseUrl: string | undefined
  /** Where the embedded database keeps its files. */
  readonly dataDir: string
  readonly databasePool: {
    readonly max: number
    readonly connectionTimeoutMs: number
    readonly idleTimeoutMs: number
    readonly maxLifetimeSeconds: number
    readonly statementTimeoutMs: number
    readonly lockTimeoutMs: number
    readonly idleInTransactionTimeoutMs: number
    /** Not where a pooler between here and PostgreSQL cannot keep them. */
    readonly preparedStatements: boolean
  }
  readonly cursorSecret: string
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'
  /** The proxies whose `X-Forwarded-*` is believed; empty for none. */
  readonly trustProxy: readonly string[]
  /** The origins whose pages may read answers in a browser; empty for none. */
  readonly corsOrigins: readonly string[]
  readonly rateLimit: {
    readonly max: number
    /** Zero for none. */
    readonly perUserMax: number
    readonly windowSeconds: number
  }
  /** Beyond which requests are refused; zero for what is not looked at. */
  readonly overload: { readonly eventLoopDelayMs: number; readonly databaseWaiting: number }
  readonly bodyLimitBytes: number
  /** Whether a change of a resource with a version must say, in `If-Match`, which one it is for. */
  readonly requireIfMatch: boolean
  /** Whether a POST that makes something must have an `Idempotency-Key`. */
  readonly idempotencyRequired: boolean
  readonly requestTimeoutMs: number
  readonly handlerTimeoutMs: number
  readonly keepAliveTimeoutMs: number
  readonly shutdown: { readonly delayMs: number; readonly deadlineMs: number }
  readonly migrateOnStart: boolean
  /** Whether the documentation and the metrics are on the public listener too. */
  readonly docsOnPublic: boolean
  /** The third parties that are called. */
  readonly integrations: IntegrationsConfig
  /** How background jobs are done. */
  readonly jobs: JobsConfig
  /** What others tell us, and how they sign it. */
  readonly webhooks: WebhooksConfig
}

const second = 1_000
const minute = 60 * second

/**
 * Every variable that the program reads; a description is what a person is told to write. A new one
 * is added here, in `toConfig` below, in `.env.example` and in the table of the README; a test
 * compares the first and the third.
 */
export const Environment = Type.Partial(
  Type.Object({
    NODE_ENV: choice('development', 'test', 'production'),
    HOST: text(),
    PORT: integer(0, 65_535),
    MANAGEMENT_HOST: text(),
    MANAGEMENT_PORT: integer(0, 65_535),
    DATABASE_URL: text(),
    DATA_DIR: text(),
    DATABASE_POOL_MAX: integer(1, 500),
    DATABASE_CONNECTION_TIMEOUT_MS: integer(100, minute),
    DATABASE_IDLE_TIMEOUT_MS: integer(second, 60 * minute),
    DATABASE_MAX_LIFETIME_SECONDS: integer(60, 86_400),
    DATABASE_STATEMENT_TIMEOUT_MS: integer(100, 10 * minute),
    DATABASE_LOCK_TIMEOUT_MS: integer(100, 10 * minute),
    DATABASE_IDLE_IN_TRANSACTION_TIMEOUT_MS: integer(100, 10 * minute),
    DATABASE_PREPARED_STATEMENTS: boolean(),
    CURSOR_SECRET: text(),
    LOG_LEVEL: choice('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
    TRUST_PROXY: text(),
    CORS_ORIGINS: text(),
    RATE_LIMIT_MAX: integer(1, 1_000_000),
    RATE_LIMIT_PER_USER_MAX: integer(0, 1_000_000),
    RATE_LIMIT_WINDOW_SECONDS: integer(1, 86_400),
    OVERLOAD_EVENT_LOOP_DELAY_MS: integer(0, minute),
    OVERLOAD_DATABASE_WAITING: integer(0, 100_000),
    BODY_LIMIT_BYTES: integer(1_024, 64 * 1_024 * 1_024),
    REQUIRE_IF_MATCH: boolean(),
    IDEMPOTENCY_REQUIRED: boolean(),
    REQUEST_TIMEOUT_MS: integer(second, 10 * minute),
    HANDLER_TIMEOUT_MS: integer(100, 10 * minute),
    KEEP_ALIVE_TIMEOUT_MS: integer(second, 10 * minute),
    SHUTDOWN_DELAY_MS: integer(0, 2 * minute),
    SHUTDOWN_DEADLINE_MS: integer(second, 10 * minute),
    MIGRATE_ON_START: boolean(),
    ...integrationVariables,
    ...jobsVariables,
    ...webhookVariables,
  }),
)
type Environment = Static<typeof Environment>
type Described = TSchema & { readonly description?: string }
type Variable = keyof typeof Environment.properties

/** These may come from a file instead, named by `<NAME>_FILE`: how Docker and Kubernetes mount them. */
export const secretVariables = [
  // One line each.
  'CURSOR_SECRET',
  'DATABASE_URL',
  ...integrationSecrets,
  ...webhookSecrets,
] as const satisfies Variable[]

/** One thing that is wrong with the environment. Neither text ever holds the value of a secret. */
export interface ConfigProblem {
  readonly variable: string
  readonly problem: string
  readonly expected: string
}

/** The environment cannot be used. The message names every problem, one per line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map((it) => `  ${it.variable} ${it.problem}; expected ${it.expected}`)
    super(['The configuration is not usable:', ...lines].join('\n'))
    this.problems = problems
  }
}

/**
 * Reads the configuration from the environment. An empty variable counts as unset.
 *
 * @param matters which variables are used, for a program that does not need all of them
 * @throws ConfigError with every problem at once.
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
  matters: (variable: string) => boolean = () => true,
): Config {
  const problems: ConfigProblem[] = []
  const values = readVariables(env, readFile, problems)
  checkRules(values, problems)
  const serious = problems.filter(({ variable }) => matters(variable))
  if (serious.length > 0) throw new ConfigError(serious)
  return toConfig(values)
}

function readVariables(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
  problems: ConfigProblem[],
): Environment {
  const values: Record<string, unknown> = {}
  for (const [variable, schema] of Object.entries<Described>(Environment.properties)) {
    const text = env[variable] || readSecretFile(variable, env, readFile, problems)
    if (!text) continue
    const value = decode(schema, text)
    if (Value.Check(schema, value)) values[variable] = value
    else
      problems.push({
        variable,
        problem: quoted(variable, text),
        expected: String(schema.description),
      })
  }
  return values
}

function readSecretFile(
  variable: string,
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
  problems: ConfigProblem[],
): string | undefined {
  const path = env[`${variable}_FILE`]
  if (!path || !secretVariables.some((secret) => secret === variable)) return undefined
  try {
    return readFile(path).trim()
  } catch {
    const problem = `names a file that cannot be read: ${path}`
    problems.push({ variable: `${variable}_FILE`, problem, expected: 'a readable file' })
    return undefined
  }
}

/** Only what a person means by a number: `Number` would also take `1e3`, `0x10` and ` 1 `. */
function decode(schema: TSchema, text: string): unknown {
  if (Type.IsInteger(schema)) return /^-?\d{1,15}$/.test(text) ? Number(text) : text
  if (Type.IsBoolean(schema)) return text === 'true' ? true : text === 'false' ? false : text
  return text
}

function quoted(variable: string, text: string): string {
  const isSecret = secretVariables.some((secret) => secret === variable)
  return isSecret || text.length > 40 ? 'has an unusable value' : `is ${JSON.stringify(text)}`
}

/** What no schema of a single variable can say. */
function checkRules(values: Environment, problems: ConfigProblem[]): void {
  const add = (variable: Variable, problem: string, expected: string) =>
    problems.push({ variable, problem, expected })
  const isProduction = environmentOf(values) === 'production'
  const has = (variable: Variable) => values[variable] !== undefined
  const isReported = (variable: Variable) =>
    problems.some((it) => it.variable.replace(/_FILE$/, '') === variable)

  if (has('DATABASE_URL')) {
    if (!isDatabaseUrl(values.DATABASE_URL ?? '')) {
      const form = 'postgres://user:password@host:5432/database, special characters escaped (%40)'
      add('DATABASE_URL', 'is not a PostgreSQL URL', form)
    }
  } else if (isProduction && !isReported('DATABASE_URL')) {
    const production = 'a PostgreSQL URL; the embedded database is for development'
    add('DATABASE_URL', 'is not set (NODE_ENV is production when unset)', production)
  }

  const cursorSecret = '32 random bytes: openssl rand -base64 32'
  if (values.CURSOR_SECRET !== undefined) {
    const weakness = secretWeakness(values.CURSOR_SECRET)
    if (weakness) add('CURSOR_SECRET', weakness, cursorSecret)
  } else if (!isReported('CURSOR_SECRET')) add('CURSOR_SECRET', 'is not set', cursorSecret)

  for (const proxy of splitList(values.TRUST_PROXY)) {
    if (isNetwork(proxy)) continue
    const networks =
      'addresses or networks, as in 10.0.0.0/8,fd00::/8: only they may name the client'
    add('TRUST_PROXY', `has ${JSON.stringify(proxy.slice(0, 40))}`, networks)
  }

  for (const origin of splitList(values.CORS_ORIGINS)) {
    if (isOrigin(origin, isProduction)) continue
    const form = 'https origins as https://app.example.com,https://admin.example.com: no path, no *'
    add('CORS_ORIGINS', `has ${JSON.stringify(origin.slice(0, 40))}`, form)
  }

  const { delayMs, deadlineMs } = shutdownOf(values)
  if (delayMs >= deadlineMs) {
    add('SHUTDOWN_DEADLINE_MS', `is ${deadlineMs}`, `more than SHUTDOWN_DELAY_MS (${delayMs})`)
  }
  const management = managementOf(values)
  const port = values.PORT ?? defaultPort
  if (management && management.port === port && port !== 0) {
    add('MANAGEMENT_PORT', `is ${port}`, 'a port other than PORT')
  }
  checkIntegrations(values, environmentOf(values), add)
  checkWebhooks(values, environmentOf(values), add)
}

/**
 * An `@` behind the host means that the password holds a `/`, `?` or `#` that is not escaped: what
 * is taken for host or database then is a part of the password, and would be logged as such.
 */
function isDatabaseUrl(text: string): boolean {
  // `pg` takes a URL without a host, for a socket that a parameter names; the standard does not.
  const url = URL.parse(text.replace('@/', '@localhost/'))
  if (!url || !/^postgres(ql)?:\/\/./.test(text)) return false
  const behind = url.pathname + url.hash + (url.pathname === '' ? url.search : '')
  return !behind.includes('@')
}

function secretWeakness(secret: string): string | undefined {
  if (Buffer.byteLength(secret) < 32) return 'is shorter than 32 bytes'
  if (/change.?me|secret|password|passwd|example|placeholder|your.?key|12345678/i.test(secret)) {
    return 'looks like a placeholder'
  }
  if (new Set(secret).size < 10) return 'repeats itself'
  return undefined
}

/** A network of prefix length 0 is everyone, which is what `true` would have meant. */
function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  if (prefix === undefined) return true
  return /^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128)
}

/** As a browser writes it, letter by letter; `null` is what any page can have it write. */
function isOrigin(text: string, isProduction: boolean): boolean {
  const pattern = isProduction ? /^https:\/\/[^*]+$/ : /^https?:\/\/[^*]+$/
  return pattern.test(text) && URL.parse(text)?.origin === text
}

function splitList(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

const defaultPort = 3000

/** Production when unset: what was forgotten must not make the program lax. */
function environmentOf(values: Environment): Config['environment'] {
  return values.NODE_ENV ?? 'production'
}

function shutdownOf(values: Environment): Config['shutdown'] {
  const isProduction = environmentOf(values) === 'production'
  return {
    // A load balancer needs a moment to see that /health/ready failed before connections are refused.
    delayMs: values.SHUTDOWN_DELAY_MS ?? (isProduction ? 5 * second : 0),
    // Below the 30 seconds after which Kubernetes kills.
    deadlineMs: values.SHUTDOWN_DEADLINE_MS ?? 25 * second,
  }
}

function overloadOf(values: Environment, poolMax: number): Config['overload'] {
  const isProduction = environmentOf(values) === 'production'
  return {
    // The embedded database computes in this process, which then is late by itself.
    eventLoopDelayMs: values.OVERLOAD_EVENT_LOOP_DELAY_MS ?? (isProduction ? 500 : 0),
    // With queries of 10 ms the last of them waits for a fifth of a second.
    databaseWaiting: values.OVERLOAD_DATABASE_WAITING ?? 20 * poolMax,
  }
}

function managementOf(values: Environment): Config['management'] {
  const isProduction = environmentOf(values) === 'production'
  const isAsked = values.MANAGEMENT_PORT !== undefined || values.MANAGEMENT_HOST !== undefined
  if (!isProduction && !isAsked) return null
  // Loopback unless told otherwise, so that a machine with a public address does not publish it.
  // In a container, where a scraper comes from outside, set MANAGEMENT_HOST=0.0.0.0.
  return {
    host: values.MANAGEMENT_HOST ?? '127.0.0.1',
    port: values.MANAGEMENT_PORT ?? 3001,
  }
}

function toConfig(values: Environment): Config {
  const environment = environmentOf(values)
  const isProduction = environment === 'production'
  const poolMax = values.DATABASE_POOL_MAX ?? 10
  return freeze({
    environment,
    // In production the address of the machine or container is the point of the program.
    host: values.HOST ?? (isProduction ? '0.0.0.0' : '127.0.0.1'),
    port: values.PORT ?? defaultPort,
    management: managementOf(values),
    databaseUrl: values.DATABASE_URL,
    dataDir: values.DATA_DIR ?? '.data',
    databasePool: {
      max: poolMax,
      connectionTimeoutMs: values.DATABASE_CONNECTION_TIMEOUT_MS ?? 5 * second,
      idleTimeoutMs: values.DATABASE_IDLE_TIMEOUT_MS ?? 30 * second,
      maxLifetimeSeconds: values.DATABASE_MAX_LIFETIME_SECONDS ?? 1_800,
      statementTimeoutMs: values.DATABASE_STATEMENT_TIMEOUT_MS ?? 10 * second,
      lockTimeoutMs: values.DATABASE_LOCK_TIMEOUT_MS ?? 5 * second,
      idleInTransactionTimeoutMs: values.DATABASE_IDLE_IN_TRANSACTION_TIMEOUT_MS ?? 15 * second,
      preparedStatements: values.DATABASE_PREPARED_STATEMENTS ?? true,
    },
    cursorSecret: values.CURSOR_SECRET ?? '', // checkRules saw to it
    logLevel: values.LOG_LEVEL ?? 'info',
    trustProxy: splitList(values.TRUST_PROXY),
    corsOrigins: splitList(values.CORS_ORIGINS),
    rateLimit: {
      max: values.RATE_LIMIT_MAX ?? 100,
      perUserMax: values.RATE_LIMIT_PER_USER_MAX ?? 0,
      windowSeconds: values.RATE_LIMIT_WINDOW_SECONDS ?? 60,
    },
    overload: overloadOf(values, poolMax),
    bodyLimitBytes: values.BODY_LIMIT_BYTES ?? 128 * 1_024,
    requireIfMatch: values.REQUIRE_IF_MATCH ?? false,
    idempotencyRequired: values.IDEMPOTENCY_REQUIRED ?? false,
    requestTimeoutMs: values.REQUEST_TIMEOUT_MS ?? 30 * second,
    handlerTimeoutMs: values.HANDLER_TIMEOUT_MS ?? 15 * second,
    // Longer than the 60 seconds of common load balancers, which must be the ones to hang up.
    keepAliveTimeoutMs: values.KEEP_ALIVE_TIMEOUT_MS ?? 72 * second,
    shutdown: shutdownOf(values),
    migrateOnStart: values.MIGRATE_ON_START ?? environment === 'development',
    docsOnPublic: !isProduction,
    integrations: readIntegrations(values),
    jobs: readJobs(values, environment),
    webhooks: readWebhooks(values),
  })
}

function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) freeze(part)
  }
  return Object.freeze(value)
}

/** The configuration for the log: all of it, with the secrets left out. */
export function describeConfig(config: Config): Record<string, unknown> {
  const { databaseUrl, cursorSecret: _, ...rest } = config
  return {
    ...rest,
    database: databaseUrl === undefined ? 'embedded' : describeUrl(databaseUrl),
    integrations: describeIntegrations(config.integrations),
    webhooks: describeWebhooks(config.webhooks),
  }
}

/** Host and database only: user, password and parameters may all be secret. */
function describeUrl(text: string): string {
  const url = URL.parse(text)
  return url ? `${url.protocol}//${url.host}${url.pathname}` : '[set]'
}
