import { lifetimes, type Purpose } from './mail-tokens.ts'
import type { MailKind } from './mailer.ts'

/** What the token of a mail is for. */
const purposes: Readonly<Partial<Record<MailKind, Purpose>>> = {
  verify: 'verify',
  'choose-password': 'reset',
  reset: 'reset',
  'verify-email': 'email',
}

/** How long a mail is of use (ms): as long as its token, and for ever without one. */
export function lifetimeOf(kind: MailKind): number {
  const purpose = purposes[kind]
  return purpose === undefined ? Number.POSITIVE_INFINITY : lifetimes[purpose]
}
