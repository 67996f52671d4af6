import { firstKeySet } from '../../src/auth/keys/key-source.ts'
import { systemClock } from '../../src/shared/clock.ts'

/** What production asks for to tell who calls, and to send mails. */
export const productionAuth: Readonly<Record<string, string>> = {
  AUTH_ISSUER: 'https://api.example.com',
  AUTH_KEYS: firstKeySet(systemClock),
  MAIL_FROM: 'Shop <no-reply@example.com>',
  SMTP_URL: 'smtp://localhost:2525',
}
