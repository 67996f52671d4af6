import { SERVICE_NAME } from '../about.ts'
import { InvalidError } from '../shared/errors.ts'
import type { FindBreach } from './breached-passwords.ts'
import { isCommon } from './common-passwords.ts'

/** NIST SP 800-63B-4 where nothing else is asked for but the password. */
export const MIN_LENGTH = 15

/** A bound, so that nobody has us hash a book. What is longer is refused: it is never cut. */
export const MAX_LENGTH = 256

/** What is left when all that can be guessed is taken away has at least so many characters. */
const MIN_UNPREDICTABLE = 8

/** One password has several spellings in Unicode, and keyboards differ in which one they send. */
export function normalizePassword(password: string): string {
  return password.normalize('NFKC')
}

/**
 * Checks a password that somebody chooses. There is no rule about which characters it has to hold:
 * such rules make people write `Password1!`.
 *
 * @returns it as it is to be hashed
 * @throws InvalidError that says which rule it breaks
 */
export async function checkPassword(
  password: string,
  email: string,
  findBreach?: FindBreach,
): Promise<string> {
  const normal = normalizePassword(password)
  const problem = problemOf(normal, email) ?? (await problemOfKnown(normal, findBreach))
  if (!problem) return normal
  throw new InvalidError('unsafe_password', 'The password is not safe enough.', {
    errors: [{ pointer: '/password', ...problem }],
  })
}

interface Problem {
  readonly code: string
  readonly message: string
}

function problemOf(password: string, email: string): Problem | undefined {
  const characters = [...password]
  if (characters.length < MIN_LENGTH) {
    return { code: 'too_short', message: `must have at least ${MIN_LENGTH} characters` }
  }
  if (characters.length > MAX_LENGTH) {
    return { code: 'too_long', message: `must have at most ${MAX_LENGTH} characters` }
  }
  if (unpredictable(characters) < MIN_UNPREDICTABLE) {
    return { code: 'predictable', message: 'must not repeat itself or follow a row of keys' }
  }
  if ([...withoutContext(password, email)].length < MIN_UNPREDICTABLE) {
    return { code: 'context', message: 'must be more than the name of the service or your address' }
  }
  return undefined
}

async function problemOfKnown(
  password: string,
  findBreach: FindBreach | undefined,
): Promise<Problem | undefined> {
  if (await isCommon(password)) {
    return { code: 'common', message: 'must not be one of the passwords that are tried first' }
  }
  if (await findBreach?.(password)) {
    return { code: 'breached', message: 'must not be one that was stolen elsewhere' }
  }
  return undefined
}

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
]

/** The characters that do not follow from those before them: by a row, or since all of it was there before. */
function unpredictable(characters: readonly string[]): number {
  const lower = characters.map((it) => it.toLowerCase())
  const period = lower.findIndex((_, at) => at > 0 && lower.every((it, i) => it === lower[i % at]))
  const once = period > 0 ? lower.slice(0, period) : lower
  return once.filter((it, at) => !isStep(once[at - 1], it) || !isStep(once[at - 2], once[at - 1]))
    .length
}

/** The same again, or the key beside it. */
function isStep(from: string | undefined, to: string | undefined): boolean {
  if (from === undefined || to === undefined) return false
  return from === to || rows.some((row) => row.includes(from + to) || row.includes(to + from))
}

function withoutContext(password: string, email: string): string {
  const [local = ''] = email.split('@')
  const words = [SERVICE_NAME, ...SERVICE_NAME.split('-'), local, ...local.split(/[._+-]/), email]
  return words
    .filter((word) => word.length >= 3)
    .sort((a, b) => b.length - a.length)
    .reduce((text, word) => text.replaceAll(word.toLowerCase(), ''), password.toLowerCase())
}
