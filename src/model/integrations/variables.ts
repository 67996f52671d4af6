import { UserError } from '../../errors.ts'
import type { CircuitBreakerOperation } from '../../manifest/manifest.ts'

const VARIABLE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/

/** What the program or its surroundings read already; a test compares it with what projects have. */
export const takenVariables: ReadonlySet<string> = new Set(
  `APP_URL AUTH_ACCESS_TOKEN_SECONDS CORS_ORIGINS CURSOR_SECRET DATA_DIR DATABASE_URL HOST HOME
  IDEMPOTENCY_REQUIRED LANG LOG_LEVEL MANAGEMENT_HOST MANAGEMENT_PORT MIGRATE_ON_START NODE_ENV
  NODE_OPTIONS OIDC_PROVIDERS PATH PORT PWD REQUIRE_IF_MATCH SHELL SMTP_URL TEST_DATABASE_URL TMPDIR
  TRUST_PROXY TZ USER`.split(/\s+/),
)

/** Of each of them the program has several, and may get more. */
const TAKEN_PREFIXES =
  /^(AUTH|BODY|CONTRACT|DATABASE|HANDLER|JOBS|KEEP|MAIL|NODE|NPM|OIDC|OTEL|OUTBOUND|OVERLOAD|PASSWORD|RATE|REQUEST|SHUTDOWN|SMTP)(_|$)/

type Named = Pick<CircuitBreakerOperation, 'name' | 'url' | 'token'>

/** The variables of an integration: those that were said, and those of its name. */
export function variablesOf({ name, url, token }: Named) {
  const prefix = name.toUpperCase().replaceAll('-', '_')
  return {
    url: url ?? `${prefix}_URL`,
    token: token ?? `${prefix}_TOKEN`,
    timeoutMs: `${prefix}_TIMEOUT_MS`,
    totalTimeoutMs: `${prefix}_TOTAL_TIMEOUT_MS`,
    retries: `${prefix}_RETRIES`,
    concurrency: `${prefix}_CONCURRENCY`,
  }
}

/** @throws UserError for a variable that cannot be, or that something else has */
export function refuseTakenVariables(others: readonly Named[], operation: Named): void {
  const own = Object.values(variablesOf(operation))
  const theirs = new Map(
    others.flatMap((other) => Object.values(variablesOf(other)).map((one) => [one, other.name])),
  )
  for (const [index, variable] of own.entries()) {
    const help =
      index < 2
        ? `Give it another: ${index === 0 ? '--url' : '--token'} THIRD_PARTY_${index === 0 ? 'URL' : 'TOKEN'}`
        : 'Give the integration another name.'
    refuseBadVariable(variable, { help, example: 'PAYMENTS_URL' })
    if (own.indexOf(variable) !== index) {
      throw new UserError(`${variable} would be two things of one integration.`, { help })
    }
    const other = theirs.get(variable)
    if (other !== undefined) {
      throw new UserError(`${variable} is a variable of the integration ${other} already.`, {
        help,
      })
    }
  }
}

/** @throws UserError for what is no name of a variable, or one that the program may read itself */
export function refuseBadVariable(
  variable: string,
  { help, example }: { readonly help: string; readonly example: string },
): void {
  if (!VARIABLE.test(variable) || variable.length > 80) {
    throw new UserError(`${variable} cannot be the name of a variable.`, {
      help: `It has capital letters, digits and single _ between them: ${example}`,
    })
  }
  if (takenVariables.has(variable) || TAKEN_PREFIXES.test(variable)) {
    throw new UserError(`${variable} is, or may become, a variable of the program.`, { help })
  }
  if (variable.endsWith('_FILE')) {
    throw new UserError(`${variable} would name a file with a secret.`, { help })
  }
}
