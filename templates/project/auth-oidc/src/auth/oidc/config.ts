import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { text } from '../../variables.ts'

/** What the environment says of the providers that somebody can log in with. */
export interface OidcConfig {
  readonly providers: readonly ProviderConfig[]
}

const closed = { additionalProperties: false } as const

const Provider = Type.Object(
  {
    /** As it is in addresses: /v1/auth/oidc/<name>. */
    name: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }),
    /** As the provider writes it, letter by letter. */
    issuer: Type.String({ pattern: '^https?://[^\\s?#@]{1,247}$' }),
    clientId: Type.String({ pattern: '^[!-~]{1,255}$' }),
    clientSecret: Type.String({ pattern: '^[ -~]{1,512}$' }),
    scopes: Type.Optional(Type.String({ pattern: '^[!-~]+( [!-~]+)*$', maxLength: 255 })),
  },
  closed,
)

export type ProviderConfig = Required<Static<typeof Provider>>

/** The variables, for the list in `src/config.ts`. */
export const oidcVariables = {
  OIDC_PROVIDERS: text(16_384),
}

const Variables = Type.Partial(Type.Object(oidcVariables))
type Values = Static<typeof Variables>
type Environment = 'development' | 'test' | 'production'
type Add = (variable: keyof typeof oidcVariables, problem: string, expected: string) => void

/** Variables that hold a secret, and that a file may hold. */
export const oidcSecrets = ['OIDC_PROVIDERS'] as const

const example =
  'a list as [{"name":"google","issuer":"https://accounts.google.com","clientId":"…","clientSecret":"…"}]'

const expectations: Readonly<Record<string, string>> = {
  name: 'small letters, digits and -, at most 40',
  issuer: 'an address of http or https without ? and #',
  clientId: 'what the provider calls this service',
  clientSecret: 'the secret that the provider gave for it',
  scopes: 'scopes with one blank between them',
}

/** What no schema of a single variable can say. None of it quotes a value that may be secret. */
export function checkOidc(values: Values, environment: Environment, add: Add): void {
  const list = parsed(values.OIDC_PROVIDERS)
  if (!Array.isArray(list)) {
    add('OIDC_PROVIDERS', 'is no list in JSON', example)
    return
  }
  const isProduction = environment === 'production'
  for (const [at, entry] of list.entries()) {
    for (const [problem, expected] of problemsOf(entry, isProduction)) {
      add('OIDC_PROVIDERS', `has a provider, the ${ordinal(at)}, ${problem}`, expected)
    }
  }
  const names = list.map((it) => it?.name).filter((it) => typeof it === 'string')
  const doubled = names.find((name, at) => names.indexOf(name) !== at)
  if (doubled !== undefined) {
    add('OIDC_PROVIDERS', 'has two providers of one name', 'a name of its own for each')
  }
}

type Problem = readonly [problem: string, expected: string]

function problemsOf(entry: unknown, isProduction: boolean): Problem[] {
  if (!Value.Check(Provider, entry)) return brokenKeys(entry)
  const { issuer, clientSecret, scopes } = withDefaults(entry)
  const problems: Problem[] = []
  if (!URL.canParse(issuer))
    problems.push(['whose issuer is no address', expectations.issuer ?? ''])
  if (isProduction && !issuer.startsWith('https:')) {
    problems.push(['whose issuer is not https', 'the https address of the issuer'])
  }
  if (!scopes.split(' ').includes('openid')) {
    problems.push(['whose scopes lack openid', 'openid among them, and email'])
  }
  const weakness = isProduction && weaknessOf(clientSecret)
  if (weakness) problems.push([`whose clientSecret ${weakness}`, 'the one that the provider gave'])
  return problems
}

function brokenKeys(entry: unknown): Problem[] {
  if (typeof entry !== 'object' || entry === null) return [['which is no object', example]]
  const unknown = Object.keys(entry).filter((key) => !(key in expectations))
  const broken = Object.entries(Provider.properties).filter(([key, schema]) => {
    const value = (entry as Record<string, unknown>)[key]
    return value === undefined ? key !== 'scopes' : !Value.Check(schema, value)
  })
  return [
    ...broken.map(
      ([key]) => [`whose ${key} is missing or wrong`, expectations[key] ?? ''] as const,
    ),
    ...(unknown.length > 0
      ? [['with a key that nobody knows', Object.keys(expectations).join(', ')] as const]
      : []),
  ]
}

/** A secret that a provider makes is long and random; what somebody fills in later is neither. */
function weaknessOf(secret: string): string | undefined {
  if (secret.length < 16) return 'is shorter than 16 characters'
  if (/change.?me|placeholder|example|your.?(client.?)?secret|x{6}|[<>]/i.test(secret)) {
    return 'looks like a placeholder'
  }
  return new Set(secret).size < 8 ? 'repeats itself' : undefined
}

function ordinal(at: number): string {
  return ['first', 'second', 'third'][at] ?? `${at + 1}th`
}

function parsed(text = '[]'): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What `checkOidc` has nothing against; a program that does not need them reads no others. */
export function readOidc(values: Values): OidcConfig {
  const list = parsed(values.OIDC_PROVIDERS)
  const entries: unknown[] = Array.isArray(list) ? list : []
  return { providers: entries.filter((it) => Value.Check(Provider, it)).map(withDefaults) }
}

/** No more than is needed to know who it is (data that is not asked for need not be guarded). */
function withDefaults(entry: Static<typeof Provider>): ProviderConfig {
  return { ...entry, scopes: entry.scopes ?? 'openid email' }
}

/** For the log: all of it but the secrets. */
export function describeOidc({ providers }: OidcConfig): Record<string, unknown> {
  return { providers: providers.map(({ clientSecret: _, ...rest }) => rest) }
}
