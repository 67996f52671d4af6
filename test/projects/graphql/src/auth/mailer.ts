import type { Config } from '../config.ts'
import type { Logger } from '../observability/logger.ts'
import type { Clock } from '../shared/clock.ts'

/** What a mail is about: it is in the log, and in the name of its file. */
export type MailKind =
  | 'verify'
  | 'choose-password'
  | 'already-registered'
  | 'reset'
  | 'password-changed'
  | 'verify-email'
  | 'email-changed'
  | 'account-removed'

export interface Mail {
  readonly kind: MailKind
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Sends mails: by SMTP, or into files for development. */
export interface Mailer {
  /** Resolves when the mail has been taken over by whoever delivers it. */
  send(mail: Mail): Promise<void>
  close(): void
}

export interface MailerDependencies {
  readonly config: Config
  readonly logger: Logger
  readonly clock: Clock
}

/** What is not needed is not loaded. */
export async function createMailer(dependencies: MailerDependencies): Promise<Mailer> {
  const { smtpUrl, from } = dependencies.config.accounts.mail
  if (smtpUrl === undefined) {
    const { createFileMailer } = await import('./mailer.file.ts')
    return createFileMailer(dependencies)
  }
  const { createSmtpMailer } = await import('./mailer.smtp.ts')
  return createSmtpMailer({ url: smtpUrl, from })
}
