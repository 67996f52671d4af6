import { type Static, Type } from 'typebox'
import { SERVICE_NAME } from '../about.ts'
import { integer, text } from '../variables.ts'

/** What the environment says of accounts, passwords and mails. */
export interface AccountsConfig {
  /** Where the pages are that links in mails lead to; without it mails hold the token alone. */
  readonly appUrl: string | undefined
  readonly mail: {
    /** Undefined: mails are files in the folder of data. */
    readonly smtpUrl: string | undefined
    readonly from: string
  }
  /** What is mixed into hashes and is not in the database, the newest first. */
  readonly peppers: readonly string[]
  /** Where stolen passwords are looked up; undefined for nowhere. */
  readonly breachesUrl: string | undefined
  /** Attempts for one account in a window. */
  readonly throttle: { readonly max: number; readonly windowSeconds: number }
}

/** The variables, for the list in `src/config.ts`. */
export const accountsVariables = {
  APP_URL: text(1_024),
  AUTH_LOGIN_MAX: integer(1, 1_000_000),
  AUTH_LOGIN_WINDOW_SECONDS: integer(1, 86_400),
  MAIL_FROM: text(320),
  PASSWORD_BREACHES_URL: text(1_024),
  PASSWORD_PEPPER: text(4_096),
  SMTP_URL: text(1_024),
}

const Variables = Type.Partial(Type.Object(accountsVariables))
type Values = Static<typeof Variables>
type Environment = 'development' | 'test' | 'production'
type Add = (variable: keyof typeof accountsVariables, problem: string, expected: string) => void

/** Variables that hold a secret, and that a file may hold. */
export const accountsSecrets = ['PASSWORD_PEPPER', 'SMTP_URL'] as const

/** What no schema of a single variable can say. */
export function checkAccounts(values: Values, environment: Environment, add: Add): void {
  const { APP_URL, MAIL_FROM, PASSWORD_BREACHES_URL, PASSWORD_PEPPER, SMTP_URL } = values
  const isProduction = environment === 'production'

  const server = 'smtps://user:password@host:465, special characters escaped (%40)'
  if (SMTP_URL === undefined) {
    if (isProduction) add('SMTP_URL', 'is not set: nobody could confirm an address', server)
  } else if (!hasProtocol(SMTP_URL, ['smtp:', 'smtps:'])) {
    add('SMTP_URL', 'is not the URL of a mail server', server)
  }
  const sender = 'an address that mails come from: Shop <no-reply@example.com>'
  if (MAIL_FROM === undefined) {
    if (isProduction) add('MAIL_FROM', 'is not set', sender)
  } else if (!/^([^<>\r\n]* )?<?[^\s<>@]+@[^\s<>@]+>?$/.test(MAIL_FROM)) {
    add('MAIL_FROM', 'is no address', sender)
  }
  if (APP_URL !== undefined && !hasProtocol(APP_URL, isProduction ? ['https:'] : web)) {
    add('APP_URL', 'is not usable', 'the https address of the pages that links in mails lead to')
  }
  if (PASSWORD_BREACHES_URL !== undefined && !hasProtocol(PASSWORD_BREACHES_URL, web)) {
    const example = 'an address as https://api.pwnedpasswords.com/range'
    add('PASSWORD_BREACHES_URL', 'is not usable', example)
  }
  if (peppersOf(PASSWORD_PEPPER).some((pepper) => pepper.length < 32)) {
    const pepper = '32 random bytes (openssl rand -base64 32), older ones behind it after a comma'
    add('PASSWORD_PEPPER', 'is shorter than 32 characters', pepper)
  }
}

const web = ['https:', 'http:']

function hasProtocol(text: string, protocols: readonly string[]): boolean {
  const url = URL.parse(text)
  return url !== null && url.hostname !== '' && protocols.includes(url.protocol)
}

/** What `checkAccounts` has nothing against. */
export function readAccounts(values: Values): AccountsConfig {
  return {
    appUrl: values.APP_URL,
    mail: {
      smtpUrl: values.SMTP_URL,
      from: values.MAIL_FROM ?? `${SERVICE_NAME} <no-reply@localhost>`,
    },
    peppers: peppersOf(values.PASSWORD_PEPPER),
    breachesUrl: values.PASSWORD_BREACHES_URL,
    throttle: {
      max: values.AUTH_LOGIN_MAX ?? 10,
      windowSeconds: values.AUTH_LOGIN_WINDOW_SECONDS ?? 900,
    },
  }
}

function peppersOf(text = ''): string[] {
  return text
    .split(',')
    .map((pepper) => pepper.trim())
    .filter((pepper) => pepper !== '')
}

/** For the log: all of it but the secrets. */
export function describeAccounts(config: AccountsConfig): Record<string, unknown> {
  const { mail, peppers, ...rest } = config
  const { smtpUrl, from } = mail
  return {
    ...rest,
    peppers: peppers.length,
    mail: { from, by: smtpUrl === undefined ? 'files' : (URL.parse(smtpUrl)?.host ?? 'SMTP') },
  }
}
